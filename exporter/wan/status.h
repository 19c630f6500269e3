// What is known of the public address, of the translation before it, and of the names that should
// follow it.
// Thread: values. Owner: whoever holds one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/address.h"
#include "exporter/core/clock.h"
#include "exporter/core/kinds.h"

namespace reach::wan {

// By comparison of the public address with the router's external one and with our own (RFC 6598).
enum class Nat : std::uint8_t { kUnknown, kNone, kSingle, kCgnat, kDouble, kOther };
std::string_view Name(Nat nat);  // "unknown", "none", "single", "cgnat", "double", "other"

// One family. The address is what was committed last: a failed round does not take it back.
struct WanFamily {
  Address address;                  // none: never known
  std::optional<WallTime> changed;  // absent until a change was seen
  std::uint64_t changes = 0;
  std::uint32_t answered = 0;   // sources, in the last round
  std::uint32_t agreeing = 0;   // with the address
  bool agreed = false;          // the last round had a majority
  bool multi_homed = false;     // it goes to and fro within a small set
  std::vector<Address> former;  // that were committed before, the newest last; a few
};

struct WanStatus {
  WanFamily ip4;
  WanFamily ip6;
  Nat nat = Nat::kUnknown;
  Address router_external;  // what the router calls its own; none: not said
};

enum class DdnsState : std::uint8_t {
  kUnknown,
  kInSync,
  kPropagating,  // right at the authority, an old answer still in caches
  kPending,      // old at the authority, and the updater's time is not over
  kStale,        // old at the authority for too long
  kGone,         // no such name, no address, or one that nobody can reach
  kSplit,        // the authoritative servers disagree
};
std::string_view Name(DdnsState state);  // "unknown", "in_sync", ...

struct DdnsStatus {
  std::string hostname;
  std::string provider;  // "duckdns", "noip", "dyndns2", "" for none
  std::vector<std::string> targets;
  DdnsState state = DdnsState::kUnknown;
  std::vector<Address> authoritative;
  std::vector<Address> recursive;
  std::optional<Duration> remaining_ttl;  // of the recursive answer
  std::optional<WallTime> stale_since;
};

// A forward that the router says it has (UPnP IGD GetSpecificPortMappingEntry).
struct PortMapping {
  Transport transport = Transport::kTcp;
  std::uint16_t external_port = 0;
  // Absent: the router says that it has none (714 NoSuchEntryInArray), which is no proof: many
  // routers list only what was made by UPnP.
  std::optional<Address> internal_address;
  std::uint16_t internal_port = 0;
  bool enabled = false;
};

}  // namespace reach::wan
