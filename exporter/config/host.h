// The form of what names a host: a DNS name, an address, a DNS server.
// Thread: pure functions. Owner: none.
#pragma once

#include <string>
#include <string_view>

#include "exporter/core/kinds.h"

namespace reach::config {

struct HostReading {
  std::string host;               // without brackets
  Family literal = Family::kAny;  // of an address; kAny: a name
  std::string problem;            // what is wrong, "" when all is well
};

// A name of letters, digits, "-" and "_" (RFC 1123 2.1, and what DNS carries besides), an IPv4
// address, or an IPv6 address with or without brackets. No port, no URL.
HostReading ReadHost(std::string_view text);

// "192.0.2.1", "192.0.2.1:5353", "2001:db8::1" or "[2001:db8::1]:5353".
bool IsNameserver(std::string_view text);

}  // namespace reach::config
