// How far packets to a port get: what connects of a limited TTL have found.
// Thread: values. Owner: whoever holds one.
#pragma once

#include <cstdint>
#include <optional>

#include "exporter/core/address.h"
#include "exporter/core/reason.h"

namespace reach {

// Hops count from 1, the first router. 0: nobody.
struct Trace {
  std::uint8_t answered_at = 0;       // the smallest TTL that brought an answer of the port itself
  Reason answer = Reason::kNoAnswer;  // what that answer was: kSynAck, kRst, kIcmp...
  std::uint8_t last_router = 0;       // the last hop that said "time exceeded"
  Address last_address;               // who said so
  // The distance of the host, by another port of it that is open or by an echo, in the same round;
  // 0: not known.
  std::uint8_t host_distance = 0;
  // The hop of the router that owns the WAN address of the target (a time exceeded that came from
  // the target's own address: it forwards the port); 0: none seen.
  std::uint8_t forwarder = 0;
  // What the IP headers said, where CAP_NET_RAW allowed to see them: of a RST of the port, and of
  // another answer of the address in the same round. The connects had a type of service that a
  // closed port of Linux copies into its RST; a firewall's `reject with tcp reset` sends 0.
  std::optional<std::uint8_t> answer_ttl;
  std::optional<std::uint8_t> answer_tos;
  std::optional<std::uint8_t> host_ttl;
};

}  // namespace reach
