// When each check is due: no drift, no bursts, no I/O.
// Thread: the shard's. Owner: the dispatcher.
#pragma once

#include <cstdint>
#include <optional>
#include <queue>
#include <vector>

#include "exporter/core/clock.h"

namespace reach {

// The two numbers that place a check in time: a first tick soon after it is added, and then the
// ticks of its phase, `origin + interval * hash / 2^64 + k * interval`. The phase depends on
// nothing but the check, so a restart or a reload does not bunch the load.
struct Ticks {
  TimePoint first;  // within min(interval, five seconds) of `now`
  TimePoint
      next;  // the first tick of the phase that is a quarter of an interval or more after `first`
};
Ticks TicksOf(std::uint64_t hash, Duration interval, TimePoint origin, TimePoint now);

// The next two ticks of the phase after `now`, for a check that has been probed before.
Ticks PhaseOf(std::uint64_t hash, Duration interval, TimePoint origin, TimePoint now);

class Schedule {
 public:
  // `index` counts up from 0, one call each. `interval` > 0.
  void Add(std::uint32_t index, Duration interval, const Ticks& ticks);

  struct Due {
    std::uint32_t index;
    TimePoint due;
    std::uint64_t skipped;  // whole ticks that passed unserved since `due`
  };
  // The earliest check that is due at `now`; its next tick is then set.
  std::optional<Due> PopDue(TimePoint now);

  std::optional<TimePoint> NextDue() const;

 private:
  struct Entry {
    TimePoint due;
    std::uint32_t index;
    bool operator>(const Entry& other) const { return due > other.due; }
  };
  struct Plan {
    Duration interval;
    TimePoint phase;  // the tick after the first one; min() once it was used
  };
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> heap_;
  std::vector<Plan> plans_;
};

}  // namespace reach
