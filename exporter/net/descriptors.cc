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

}  // namespace reach
