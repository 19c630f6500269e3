// Asks a STUN server where it sees us come from.
// Thread: that of the io_context. Owner: the awaiting round.
#pragma once

#include "exporter/core/address.h"
#include "exporter/core/clock.h"
#include "exporter/net/task.h"

namespace reach::wan {

// None: no answer. `patience` bounds it.
Task<Address> AskStun(asio::io_context& io, Address server, std::uint16_t port, Duration patience);

}  // namespace reach::wan
