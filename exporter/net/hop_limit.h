// How many routers the packets of a socket may pass: IP_TTL (ip(7)), IPV6_UNICAST_HOPS (ipv6(7)).
// Thread: that of the socket. Owner: none, a function on a descriptor.
#pragma once

#include <cstdint>

#include "exporter/core/kinds.h"

namespace reach {

void LimitHops(int fd, Family family, std::uint8_t hops);

}  // namespace reach
