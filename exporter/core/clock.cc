#include "exporter/core/clock.h"

#include <algorithm>

namespace reach {
namespace {

using TenthOfSecond = std::chrono::duration<std::int64_t, std::deci>;

// Read before main() starts threads, so that every Tenths of a process shares one origin.
const TimePoint kOrigin = Clock::now();

}  // namespace

Tenths Tenths::At(TimePoint time) {
  const std::int64_t count = std::chrono::floor<TenthOfSecond>(time - kOrigin).count();
  Tenths result;
  result.value_ = static_cast<std::int32_t>(
      std::clamp<std::int64_t>(count, std::int64_t{kNone} + 1, INT32_MAX));
  return result;
}

TimePoint Tenths::time() const { return kOrigin + TenthOfSecond(value_); }

void WallClock::Update(TimePoint now, std::chrono::system_clock::time_point wall) {
  const Duration offset =
      std::chrono::duration_cast<Duration>(wall.time_since_epoch()) - now.time_since_epoch();
  const Duration error = offset > offset_ ? offset - offset_ : offset_ - offset;
  if (known_ && error <= std::chrono::milliseconds(100)) return;
  offset_ = offset;
  known_ = true;
}

double WallClock::UnixSeconds(TimePoint time) const {
  using Milliseconds = std::chrono::duration<double, std::milli>;
  const Duration unix_time = time.time_since_epoch() + offset_;
  return std::chrono::round<std::chrono::milliseconds>(unix_time) / Milliseconds(1000);
}

}  // namespace reach
