// Which addresses the internet can reach at all.
// Thread: pure functions. Owner: none.
#pragma once

#include "exporter/core/address.h"

namespace reach::wan {

// False for what IANA's special-purpose registries take out of the internet (RFC 6890 and those
// that followed), private and carrier-grade NAT ranges among it. Of IPv6 only 2000::/3 is true.
bool IsPublic(const Address& address);

// The same IPv4 address, or the same /64: in IPv6 each host has addresses of its own there, and
// changes them daily (RFC 8981).
bool IsSameNetwork(const Address& a, const Address& b);

bool IsCarrierGrade(const Address& address);  // 100.64.0.0/10 (RFC 6598)

}  // namespace reach::wan
