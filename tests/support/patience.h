// How long a test waits for what must come: long enough for a busy machine, and no measure of time.
// Thread: a constant. Owner: none.
#pragma once

#include <chrono>

namespace reach::test {

inline constexpr std::chrono::seconds kPatience{30};

}  // namespace reach::test
