#include "exporter/wan/reserved.h"

#include <algorithm>
#include <iterator>

namespace reach::wan {
namespace {

struct Range4 {
  std::uint32_t base;
  int bits;
};

constexpr std::uint32_t Quad(std::uint32_t a, std::uint32_t b, std::uint32_t c = 0) {
  return a << 24 | b << 16 | c << 8;
}

constexpr Range4 kCarrierGrade = {Quad(100, 64), 10};

// The IPv4 special-purpose registry, multicast and what was never assigned.
constexpr Range4 kReserved4[] = {
    {Quad(0, 0), 8},          {Quad(10, 0), 8},        kCarrierGrade,
    {Quad(127, 0), 8},        {Quad(169, 254), 16},    {Quad(172, 16), 12},
    {Quad(192, 0, 0), 24},    {Quad(192, 0, 2), 24},   {Quad(192, 31, 196), 24},
    {Quad(192, 52, 193), 24}, {Quad(192, 88, 99), 24}, {Quad(192, 168), 16},
    {Quad(192, 175, 48), 24}, {Quad(198, 18), 15},     {Quad(198, 51, 100), 24},
    {Quad(203, 0, 113), 24},  {Quad(224, 0), 4},       {Quad(240, 0), 4},
};

bool IsIn(std::uint32_t address, const Range4& range) {
  return (address ^ range.base) >> (32 - range.bits) == 0;
}

std::uint32_t Word(const Address& address, std::size_t at) {
  std::uint32_t word = 0;
  for (std::size_t i = at; i < at + 4; ++i) word = word << 8 | address.bytes[i];
  return word;
}

// What is not of 2000::/3, and inside it the protocol assignments 2001::/23 (Teredo among them),
// the documentation ranges 2001:db8::/32 and 3fff::/20, and 6to4, 2002::/16, which is an IPv4
// address.
bool IsPublic6(const Address& address) {
  const std::uint32_t head = Word(address, 0);
  if (head >> 29 != 1) return false;
  return head >> 9 != 0x20010000U >> 9 && head != 0x20010DB8U && head >> 12 != 0x3FFF0U &&
         head >> 16 != 0x2002U;
}

}  // namespace

bool IsPublic(const Address& address) {
  if (address.is_v6()) return IsPublic6(address);
  if (!address.is_v4()) return false;
  const std::uint32_t word = Word(address, 0);
  return std::none_of(std::begin(kReserved4), std::end(kReserved4),
                      [word](const Range4& range) { return IsIn(word, range); });
}

bool IsSameNetwork(const Address& a, const Address& b) {
  if (!a.is_v6() || !b.is_v6()) return a == b;
  return std::equal(a.bytes.begin(), a.bytes.begin() + 8, b.bytes.begin());
}

bool IsCarrierGrade(const Address& address) {
  return address.is_v4() && IsIn(Word(address, 0), kCarrierGrade);
}

}  // namespace reach::wan
