#include "exporter/net/descriptors.h"

#include <sys/resource.h>

#include <algorithm>

namespace reach {

std::size_t RaiseDescriptorLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  if (limit.rlim_cur < limit.rlim_max) {
    rlimit raised{limit.rlim_max, limit.rlim_max};
    if (setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  }
  constexpr rlim_t kPlenty = 1U << 30;
  return static_cast<std::size_t>(std::min(limit.rlim_cur, kPlenty));
}

DescriptorShares ShareDescriptors(std::size_t limit) {
  constexpr std::size_t kOthers = 512;  // of a limit that is not small
  DescriptorShares shares;
  const std::size_t half = limit / 2;
  shares.in_flight = limit > 2 * kOthers ? limit - kOthers : half - std::min(half, limit / 8);
  shares.in_flight = std::max<std::size_t>(1, shares.in_flight);
  shares.clients = std::max<std::size_t>(1, limit / 8);
  shares.shards = std::max<std::size_t>(1, limit / 32);
  shares.one_shots = std::clamp<std::size_t>(limit / 64, 1, 32);
  return shares;
}

}  // namespace reach
