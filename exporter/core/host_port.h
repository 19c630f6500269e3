// "host:port" as people write it.
// Thread: pure functions. Owner: none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reach {

struct HostPort {
  std::string host;        // without brackets
  std::uint16_t port = 0;  // 0: none, where there are no ports
};

// "name:80", "192.0.2.1:80", "[2001:db8::1]:80"; the port is 1 to 65535. nullopt for anything else,
// also for an IPv6 address without brackets, where the port cannot be told from the address.
std::optional<HostPort> ParseHostPort(std::string_view text);

// A host alone: "name", "192.0.2.1", "2001:db8::1", "[2001:db8::1]". nullopt with a port.
std::optional<HostPort> ParseHost(std::string_view text);

// With brackets where the host is an IPv6 address and a port follows.
std::string ToString(const HostPort& value);

}  // namespace reach
