// What comes first in a packet, as far as it tells who sends it and what port it is for.
// Thread: values and pure functions. Owner: whoever reads packets.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "exporter/core/address.h"
#include "exporter/core/kinds.h"

namespace reach {

struct PacketHead {
  Address source;
  Address destination;
  std::uint8_t ttl = 0;  // the hop limit of IPv6
  std::uint8_t tos = 0;  // type of service (RFC 791 3.1), traffic class of IPv6, ECN bits included
  Transport transport = Transport::kTcp;
  std::uint16_t source_port = 0;
  std::uint16_t port = 0;  // of the destination
  bool syn = false;        // TCP (RFC 9293 3.1)
  bool ack = false;
  bool reset = false;
  std::span<const std::uint8_t> content;  // of a datagram (RFC 768); lies in the packet

  // It may open something here: a SYN that answers none; a datagram does not tell.
  bool asks() const { return transport != Transport::kTcp || (syn && !ack); }
};

// An IPv4 or IPv6 packet (RFC 791, RFC 8200) with TCP or UDP in it; none for others, for what is
// cut off, and for later fragments.
std::optional<PacketHead> ReadPacketHead(std::span<const std::uint8_t> packet);

}  // namespace reach
