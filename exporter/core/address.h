// An IPv4 or IPv6 address as a value, without a socket library.
// Thread: values. Owner: whoever holds one.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/core/kinds.h"

namespace reach {

struct Address {
  std::array<std::uint8_t, 16> bytes{};  // network order; the first four count for IPv4
  std::uint32_t scope = 0;               // interface index of an IPv6 link-local address, else 0
  Family family = Family::kAny;          // kAny: no address

  static Address V4(std::array<std::uint8_t, 4> octets);
  // Accepts what inet_pton does, and "fe80::1%eth0"; a name gives nullopt.
  static std::optional<Address> Parse(std::string_view text);

  bool is_v4() const { return family == Family::kIp4; }
  bool is_v6() const { return family == Family::kIp6; }
  explicit operator bool() const { return family != Family::kAny; }
  auto operator<=>(const Address&) const = default;
};

std::string ToString(const Address& address);

// Private, link-local, unique-local and carrier-grade NAT ranges are kLan, loopback is kLocal,
// everything else kInternet (RFC 1918, 3927, 4193, 4291, 6598).
Path PathOf(const Address& address);

bool IsLoopback(const Address& address);
bool IsLinkLocal(const Address& address);  // 169.254.0.0/16, fe80::/10

}  // namespace reach
