// Which of several buckets a key belongs to, so that one bucket more moves as few keys as it can.
// Thread: pure functions. Owner: none.
#pragma once

#include <cstdint>

namespace reach {

// 0 to `buckets` - 1; all alike often. With `buckets` + 1 a key stays or goes to the new bucket,
// and one of `buckets` + 1 keys goes. `buckets` is at least 1. Lamping and Veach, "A Fast, Minimal
// Memory, Consistent Hash Algorithm" (2014), figure 1.
std::uint32_t JumpHash(std::uint64_t key, std::uint32_t buckets);

}  // namespace reach
