// A packet socket: what comes to this host and what leaves it, with its headers (packet(7)). Takes
// CAP_NET_RAW.
// Thread: that of the socket. Owner: whoever opens it.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

namespace reach {

// Gets a packet from its IP header on, cut off after 256 bytes.
using TakePacket = std::function<void(std::span<const std::uint8_t> packet, bool outgoing)>;

// Reads what waits, `most` packets at most. What goes to other hosts is left out; on loopback each
// packet passes twice, outgoing first.
void ReadPackets(int fd, int most, const TakePacket& take);

}  // namespace reach
