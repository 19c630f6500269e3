// Whether a DDNS name leads to our public address, and if not, whose turn it is.
// Thread: values and a pure function. Owner: whoever holds one.
#pragma once

#include <optional>
#include <vector>

#include "exporter/wan/status.h"

namespace reach::wan {

// What one server said of the name, following its aliases.
struct NameSeen {
  bool answered = false;  // also with "no such name"
  bool knows6 = true;     // it answered for IPv6 too
  std::vector<Address> addresses;
  Duration ttl{};  // of the addresses
};

struct DdnsEvidence {
  std::vector<NameSeen> authorities;  // each server of the zone, asked itself
  NameSeen recursive;                 // what everybody else gets, from caches
  Address wan4;                       // committed; none: not known
  Address wan6;
  bool settled = true;  // no other address is about to be committed
};

struct DdnsLimits {
  Duration updater_period{};
  Duration margin = std::chrono::minutes(1);
};

struct DdnsVerdict {
  DdnsState state = DdnsState::kUnknown;
  // Since when the name has led elsewhere; none: it leads here, or that is not known. To be given
  // back in the next round.
  std::optional<WallTime> wrong_since;
};

// Right is a name with our IPv4 address, and, when it has IPv6 addresses too, one of our /64: each
// host has its own there. A name that is wrong is pending for the updater's period, its TTL and the
// margin, and stale after that. Without an answer of an authority the recursive one has to do. A
// name without an address that the internet can reach is gone, whatever our address is.
DdnsVerdict Judge(const DdnsEvidence& evidence, const DdnsLimits& limits,
                  std::optional<WallTime> wrong_since, WallTime now);

}  // namespace reach::wan
