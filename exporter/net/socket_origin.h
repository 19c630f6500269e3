// Which way the sockets of a module leave this host: from an address, through an interface, marked.
// Thread: immutable. Owner: the module's options.
#pragma once

#include <cstdint>
#include <string>

#include "exporter/core/address.h"
#include "exporter/core/observation.h"

namespace reach {

struct SocketOrigin {
  Address source;          // none: as the routes say
  std::string interface;   // SO_BINDTODEVICE (socket(7)); "": as the routes say
  std::uint32_t mark = 0;  // SO_MARK, for routes and firewall rules by mark; 0: none

  bool empty() const { return !source && interface.empty() && mark == 0; }
};

// Call before connect(). 0, or the errno. A source address of the other family than the socket's is
// EADDRNOTAVAIL. SO_MARK takes CAP_NET_ADMIN, or CAP_NET_RAW since Linux 5.17.
int ApplyOrigin(const SocketOrigin& origin, int fd, Family family);

// What ApplyOrigin's errno means. There, EPERM is a missing permission, not a firewall.
Observation OriginFailure(int error);

// What a failure means that was seen from an origin which is not empty: that no route leads from
// there says nothing about the target.
Reason ReasonFromOrigin(Reason reason);

}  // namespace reach
