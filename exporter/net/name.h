// What is known about a name at one moment, and how names are written to be compared.
// Thread: values. Owner: whoever holds one.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/address.h"
#include "exporter/core/clock.h"
#include "exporter/core/reason.h"

namespace reach {

struct NameAnswer {
  std::vector<Address> addresses;    // of the family asked, in the server's order; empty on failure
  std::optional<DnsAnswer> failure;  // why there are none
  TimePoint expires;                 // the answer may be used until then
};

// More than any name needs that a player resolves; a larger answer is cut.
inline constexpr std::size_t kMaxAddresses = 64;

// The question that answers are stored under.
struct NameKey {
  std::string name;  // as NormalName writes it
  Family family = Family::kAny;
  auto operator<=>(const NameKey&) const = default;
};

// Lower case (ASCII) and without the trailing dot: every name is absolute (RFC 1035 2.3.3).
std::string NormalName(std::string_view name);

// "localhost" and what ends in ".localhost", in normal form: loopback, never DNS (RFC 6761 6.3).
bool IsLocalhost(std::string_view name);

// False for what DNS must not be asked: empty, with white space, control bytes, a backslash (which
// c-ares takes for an escape) or a colon (an IPv6 literal whose zone does not exist).
bool IsHostName(std::string_view name);

}  // namespace reach
