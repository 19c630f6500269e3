// Turns what a failed socket operation left behind into an observation.
// Thread: that of the shard. Owner: none.
#pragma once

#include <optional>

#include "exporter/core/observation.h"
#include "exporter/net/error_queue.h"
#include "exporter/net/local_network.h"

namespace reach {

// The ICMP error decides where there is one, else the errno: EHOSTUNREACH alone can mean seven
// different things, and ECONNREFUSED is an RST only while the queue is empty. `error` 0 with an
// empty queue means silence, which is the caller's to name: it gives kNoAnswer.
Observation Failure(Transport transport, const Address& target, int error,
                    const std::optional<QueuedError>& queued, LocalNetwork& network);

}  // namespace reach
