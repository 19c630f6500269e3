// A DNS server by address and port, and where to read which ones to ask.
// Thread: values. Owner: whoever holds one.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "exporter/core/address.h"

namespace reach {

struct Nameserver {
  Address address;
  std::uint16_t port = 53;
  bool operator==(const Nameserver&) const = default;
};

// "192.0.2.1", "192.0.2.1:5353", "::1", "[::1]" or "[::1]:53"; ports 1 to 65535. Else nullopt.
std::optional<Nameserver> ParseNameserver(std::string_view text);

// The `nameserver` lines of resolv.conf(5), in order. Search domains and options do not apply here:
// every name is absolute and the resolver has its own timeouts.
std::vector<Nameserver> ParseResolvConf(std::string_view text);

}  // namespace reach
