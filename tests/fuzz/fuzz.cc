#include "tests/fuzz/fuzz.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace reach::test {
namespace {

constexpr std::size_t kLongest = 8192;  // bytes of an input

std::size_t Multiplied(std::size_t rounds) {
  const char* const times = std::getenv("REACH_FUZZ_ROUNDS");
  return times == nullptr ? rounds : rounds * std::strtoul(times, nullptr, 10);
}

std::string InHex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

}  // namespace

std::string Mutator::Next() {
  std::string bytes = seeds_[Below(seeds_.size())];
  for (std::size_t changes = 1 + Below(8); changes > 0; --changes) Spoil(bytes);
  if (bytes.size() > kLongest) bytes.resize(kLongest);
  return bytes;
}

std::size_t Mutator::Below(std::size_t bound) {
  return static_cast<std::size_t>(random_() % bound);  // the little bias does not matter
}

void Mutator::Spoil(std::string& bytes) {
  constexpr std::array<char, 8> kExtremes = {0, 1, '\x7F', '\x80', '\xFF', '"', '\n', ' '};
  const std::size_t at = Below(bytes.size() + 1);
  const std::size_t size = 1 + Below(16);
  if (at == bytes.size()) return Insert(bytes, at);
  switch (Below(16)) {
    case 0:  // seldom: what is cut off is not looked at
      return bytes.resize(at);
    case 1:
    case 2:
      bytes.erase(at, size);
      break;
    case 3:
    case 4:
      bytes.insert(at, bytes.substr(at, size));
      break;
    case 5:
    case 6:
    case 7:
      bytes[at] = kExtremes[Below(kExtremes.size())];
      break;
    case 8:
    case 9:
      return Insert(bytes, at);
    default:
      bytes[at] = static_cast<char>(bytes[at] ^ static_cast<char>(1U << Below(8)));
  }
}

void Mutator::Insert(std::string& bytes, std::size_t at) {
  const std::string& other = seeds_[Below(seeds_.size())];
  if (other.empty()) return;
  bytes.insert(at, other, Below(other.size()), 1 + Below(32));
}

void Fuzz(const std::vector<std::string>& seeds, std::size_t rounds,
          const std::function<void(std::string_view)>& examine) {
  Mutator mutator(seeds);
  const std::size_t all = seeds.size() + Multiplied(rounds);
  for (std::size_t i = 0; i < all && !::testing::Test::HasFailure(); ++i) {
    const std::string input = i < seeds.size() ? seeds[i] : mutator.Next();
    examine(input);
    if (::testing::Test::HasFailure()) ADD_FAILURE() << "input " << i << ": " << InHex(input);
  }
}

}  // namespace reach::test
