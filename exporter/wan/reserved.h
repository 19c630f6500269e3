// Which addresses the internet can reach at all.
// Thread: pure functions. Owner: none.
#pragma once

#include "exporter/core/address.h"

namespace reach::wan {

// False for what IANA's special-purpose registries take out of the internet (RFC 6890 and those
// that followed), private and carrier-grade NAT ranges among it. Of IPv6 only 2000::/3 is true.
bool IsPublic(const Address& address);

bool IsCarrierGrade(const Address& address);  // 100.64.0.0/10 (RFC 6598)

}  // namespace reach::wan
