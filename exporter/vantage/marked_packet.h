// Finds marked packets (net/marked_packets.h) among all that arrive.
// Thread: pure functions. Owner: none.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "exporter/core/address.h"
#include "exporter/core/kinds.h"

namespace reach::vantage {

// What is looked at of one packet.
struct Arrived {
  Transport transport = Transport::kTcp;
  Address source;
  std::uint16_t source_port = 0;
  std::uint16_t port = 0;  // that it was sent to, as it arrived: behind the router's translation
  std::string mark;        // of a datagram that carries one
};

// `packet` begins with its IP header (RFC 791, RFC 8200) and may be cut off. nullopt unless it is
// the first SYN of a connection (RFC 9293 3.1) or a datagram (RFC 768) with a mark; fragments and
// IPv6 extension headers are passed over.
std::optional<Arrived> ReadArrived(std::span<const std::uint8_t> packet);

}  // namespace reach::vantage
