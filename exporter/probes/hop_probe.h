// An attempt at a port whose packets die after so many hops: who answers tells what is there.
// Needs no privilege: IP_TTL on the socket, and the error queue (ip(7)).
// Thread: one io_context's. Owner: whoever traces.
#pragma once

#include <cstdint>
#include <memory>

#include "exporter/probes/probe.h"

namespace reach {

// `hops` from 1, the first router; `transport` kTcp (a SYN) or kUdp (a datagram of one zero byte).
// `tos` is the type of service of a SYN. A router that answers is kIcmpTtlExceeded with its
// address; silence is always kNoAnswer.
std::unique_ptr<Probe> MakeHopProbe(Transport transport, std::uint8_t hops, std::uint8_t tos,
                                    ProbeContext& context);

}  // namespace reach
