// Asks a router for its external address, by NAT-PMP, and whether another translates before it, by
// PCP. It changes nothing there.
// Thread: that of the io_context. Owner: the awaiting round.
#pragma once

#include "exporter/core/address.h"
#include "exporter/core/clock.h"
#include "exporter/net/task.h"
#include "exporter/protocols/natpmp.h"

namespace reach::wan {

struct RouterSaid {
  Address external;       // none: not said
  bool mismatch = false;  // it sees us with another address than we have
};

Task<RouterSaid> AskNatPmp(asio::io_context& io, Address router, Duration patience,
                           std::uint16_t port = natpmp::kPort);

}  // namespace reach::wan
