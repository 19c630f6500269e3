#include "exporter/core/address.h"

#include <arpa/inet.h>
#include <net/if.h>

#include <algorithm>
#include <charconv>

namespace reach {
namespace {

std::uint32_t ScopeOf(const std::string& zone) {
  std::uint32_t number = 0;
  const char* end = zone.data() + zone.size();
  if (std::from_chars(zone.data(), end, number).ptr == end && !zone.empty()) return number;
  return if_nametoindex(zone.c_str());
}

bool IsLinkLocalV6(const Address& a) { return a.bytes[0] == 0xfe && (a.bytes[1] & 0xc0) == 0x80; }

// An IPv4 address inside IPv6 (::ffff:a.b.c.d) is judged as the IPv4 address that it is.
std::optional<Address> Mapped(const Address& a) {
  const bool zeros = std::all_of(a.bytes.begin(), a.bytes.begin() + 10, [](auto b) { return !b; });
  if (!a.is_v6() || !zeros || a.bytes[10] != 0xff || a.bytes[11] != 0xff) return std::nullopt;
  return Address::V4({a.bytes[12], a.bytes[13], a.bytes[14], a.bytes[15]});
}

bool IsPrivateV4(const Address& a) {
  const auto [b0, b1] = std::pair(a.bytes[0], a.bytes[1]);
  return b0 == 10 || (b0 == 172 && (b1 & 0xf0) == 16) || (b0 == 192 && b1 == 168) ||
         (b0 == 169 && b1 == 254) || (b0 == 100 && (b1 & 0xc0) == 64);
}

}  // namespace

Address Address::V4(std::array<std::uint8_t, 4> octets) {
  Address address;
  address.family = Family::kIp4;
  std::copy(octets.begin(), octets.end(), address.bytes.begin());
  return address;
}

std::optional<Address> Address::Parse(std::string_view text) {
  Address address;
  const std::string host(text.substr(0, text.find('%')));
  if (inet_pton(AF_INET, std::string(text).c_str(), address.bytes.data()) == 1) {
    address.family = Family::kIp4;
    return address;
  }
  if (inet_pton(AF_INET6, host.c_str(), address.bytes.data()) != 1) return std::nullopt;
  address.family = Family::kIp6;
  if (host.size() == text.size()) return address;
  address.scope = ScopeOf(std::string(text.substr(host.size() + 1)));
  return address.scope != 0 ? std::optional(address) : std::nullopt;
}

std::string ToString(const Address& address) {
  if (!address) return "";
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(address.is_v4() ? AF_INET : AF_INET6, address.bytes.data(), text.data(), text.size());
  std::string result = text.data();
  if (address.scope != 0) result += "%" + std::to_string(address.scope);
  return result;
}

bool IsLoopback(const Address& address) {
  if (const auto inner = Mapped(address)) return IsLoopback(*inner);
  if (address.is_v4()) return address.bytes[0] == 127;
  constexpr std::array<std::uint8_t, 16> kOne = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  return address.is_v6() && address.bytes == kOne;
}

bool IsLinkLocal(const Address& address) {
  if (address.is_v6()) return IsLinkLocalV6(address);
  return address.is_v4() && address.bytes[0] == 169 && address.bytes[1] == 254;
}

Path PathOf(const Address& address) {
  if (const auto inner = Mapped(address)) return PathOf(*inner);
  if (IsLoopback(address)) return Path::kLocal;
  const bool lan = address.is_v4() ? IsPrivateV4(address)
                                   : IsLinkLocalV6(address) || (address.bytes[0] & 0xfe) == 0xfc;
  return lan ? Path::kLan : Path::kInternet;
}

}  // namespace reach
