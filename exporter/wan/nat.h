// What kind of translation stands between us and the internet.
// Thread: pure functions. Owner: none.
#pragma once

#include "exporter/config/wan.h"
#include "exporter/wan/status.h"

namespace reach::wan {

struct NatEvidence {
  Address outside;        // the public IPv4 address; none: not known
  Address router;         // what the router calls its external address; none: not said
  bool ours = false;      // an interface of ours has the public address
  bool mismatch = false;  // the router sees us with another address than we have (PCP)
};

// Our own address: none. The router's: single. A router in 100.64.0.0/10: cgnat (RFC 6598). Another
// private one, or one more translation before the router: double. A public one that is not the
// address: other (a VPN, several lines, a translation at the provider). No router that says so:
// unknown.
Nat KindOfNat(const NatEvidence& evidence);

// Unknown is always as expected: it is no finding.
bool IsExpected(Nat nat, config::ExpectedNat expected);

}  // namespace reach::wan
