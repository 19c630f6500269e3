// A packet socket: what comes to this host and what leaves it, with its headers (packet(7)). Takes
// CAP_NET_RAW.
// Thread: that of the socket. Owner: whoever opens it.
#pragma once

#include <functional>

#include "exporter/net/packet_head.h"

namespace reach {

// Reads all that waits. What goes to other hosts, and what has no ports, is left out; on loopback
// each packet passes twice, outgoing first.
void ReadHeads(int fd, const std::function<void(const PacketHead& head, bool outgoing)>& take);

}  // namespace reach
