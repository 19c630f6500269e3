#include "exporter/net/arrival.h"

#include <cstring>

namespace reach {
namespace {

// NTP may run the wall clock faster or slower by 1/2000 (adjtimex(2)); more is a step. The two
// clocks of a moment are read one after the other.
bool Stepped(const Moment& from, const Moment& to) {
  const Duration steady = to.steady - from.steady;
  const Duration off = std::chrono::duration_cast<Duration>(to.wall - from.wall) - steady;
  return std::chrono::abs(off) > std::chrono::microseconds(200) + steady / 1000;
}

}  // namespace

void EnableArrivalTimes(int fd) {
  const int on = 1;
  setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
}

std::optional<timespec> ArrivalTime(msghdr& message) {
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_TIMESTAMPNS) continue;
    timespec time{};
    std::memcpy(&time, CMSG_DATA(part), sizeof time);
    return time;
  }
  return std::nullopt;
}

Duration Elapsed(const Moment& sent, const std::optional<timespec>& arrival, const Moment& now) {
  const Duration by_us = now.steady - sent.steady;
  if (!arrival || Stepped(sent, now)) return by_us;
  const auto since_epoch =
      std::chrono::seconds(arrival->tv_sec) + std::chrono::nanoseconds(arrival->tv_nsec);
  const Duration by_kernel = since_epoch - sent.wall.time_since_epoch();
  return by_kernel > Duration::zero() && by_kernel <= by_us ? by_kernel : by_us;
}

}  // namespace reach
