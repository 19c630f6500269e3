// Monotonic time for everything that is measured or stored, and its rendering as wall-clock time.
// Thread: values; WallClock belongs to one thread. Owner: whoever holds one.
#pragma once

#include <chrono>
#include <cstdint>

namespace reach {

using Clock = std::chrono::steady_clock;
using Duration = Clock::duration;
using TimePoint = Clock::time_point;
using WallTime = std::chrono::system_clock::time_point;

inline double Seconds(Duration duration) { return std::chrono::duration<double>(duration).count(); }

// Both clocks of one moment.
struct Moment {
  TimePoint steady;
  std::chrono::system_clock::time_point wall;
  static Moment Now() { return {Clock::now(), std::chrono::system_clock::now()}; }
};

// A point in monotonic time in four bytes: tenths of a second since the process started, so that a
// row stays small. Range: 6.8 years to either side, saturating. 0 is a valid point; absence is
// kNone.
class Tenths {
 public:
  static constexpr std::int32_t kNone = INT32_MIN;

  constexpr Tenths() = default;
  static Tenths At(TimePoint time);
  constexpr bool has_value() const { return value_ != kNone; }
  TimePoint time() const;  // call only when has_value()
  constexpr bool operator==(const Tenths&) const = default;

 private:
  std::int32_t value_ = kNone;
};

// Monotonic time to Unix time. The offset between the two clocks is kept until it is wrong by more
// than 100 ms: a timestamp of the past then has one value in every scrape, which `changes()` needs,
// although NTP slews the clock; and a stepped clock heals every timestamp at the next scrape.
class WallClock {
 public:
  // Call once per scrape with both clocks read together.
  void Update(TimePoint now, std::chrono::system_clock::time_point wall);
  double UnixSeconds(TimePoint time) const;

 private:
  Duration offset_{};
  bool known_ = false;
};

}  // namespace reach
