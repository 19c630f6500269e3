// When a datagram arrived, by the kernel's clock: our own delays stay out of the round trip.
// Thread: pure functions, and functions on a descriptor. Owner: none.
#pragma once

#include <sys/socket.h>

#include <chrono>
#include <ctime>
#include <optional>

#include "exporter/core/clock.h"

namespace reach {

// Asks the kernel to stamp what arrives on the socket (SO_TIMESTAMPNS, socket(7)).
void EnableArrivalTimes(int fd);

// The stamp of a message that recvmsg(2) has filled in.
std::optional<timespec> ArrivalTime(msghdr& message);

// From `sent` to the arrival, or to `now` when there is no stamp. The kernel stamps in wall-clock
// time: when that clock was stepped meanwhile, `now` has to do as well.
Duration Elapsed(const Moment& sent, const std::optional<timespec>& arrival, const Moment& now);

}  // namespace reach
