#include "exporter/core/jump_hash.h"

namespace reach {

std::uint32_t JumpHash(std::uint64_t key, std::uint32_t buckets) {
  constexpr std::uint64_t kMultiplier = 2862933555777941757;  // of the paper, as all else here
  constexpr double kRange = 2147483648.0;                     // 2^31
  std::int64_t bucket = 0;
  std::int64_t next = 0;
  while (next < std::int64_t{buckets}) {
    bucket = next;
    key = key * kMultiplier + 1;
    const double step = kRange / static_cast<double>((key >> 33) + 1);
    next = static_cast<std::int64_t>(static_cast<double>(bucket + 1) * step);
  }
  return static_cast<std::uint32_t>(bucket);
}

}  // namespace reach
