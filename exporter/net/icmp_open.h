// Opens a socket for ICMP echo: the unprivileged kind, or else a raw one.
// Thread: any. Owner: none; the descriptor is the caller's.
#pragma once

#include <cstdint>

#include "exporter/core/kinds.h"

namespace reach {

struct OpenedIcmp {
  int fd = -1;
  int error = 0;         // errno when fd is -1; EACCES or EPERM: neither kind is permitted
  bool raw = false;      // needs CAP_NET_RAW; messages come with an IPv4 header
  std::uint16_t id = 0;  // of our echoes; 0 for the unprivileged kind, where the kernel has its own
};

// The unprivileged kind (icmp(7) "ping_group_range"; kernel net/ipv4/ping.c) needs the process's
// group in the sysctl net.ipv4.ping_group_range, for IPv6 as well. Errors are queued, arrivals
// stamped and their hop limits reported. A raw socket gets echo replies to its id only.
OpenedIcmp OpenIcmp(Family family);

}  // namespace reach
