// The type of service of the packets of a socket: IP_TOS (ip(7)), IPV6_TCLASS (ipv6(7)).
// Thread: that of the socket. Owner: none, a function on a descriptor.
#pragma once

#include <cstdint>

#include "exporter/core/kinds.h"

namespace reach {

// "Low delay" of RFC 1349 without an ECN bit: interactive ssh has long sent it, so few object.
inline constexpr std::uint8_t kLowDelay = 0x10;

void SetTypeOfService(int fd, Family family, std::uint8_t tos);

}  // namespace reach
