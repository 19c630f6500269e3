// Simulated time: what is to happen, in its order.
// Thread: one. Owner: main.
#pragma once

#include <functional>
#include <map>

#include "exporter/core/clock.h"

namespace reach::replay {

class Timeline {
 public:
  using Action = std::function<void()>;

  TimePoint now() const { return now_; }
  Moment moment() const { return {now_, Wall(now_)}; }
  WallTime wall() const { return Wall(now_); }
  TimePoint begin() const { return begin_; }

  // What is planned for one moment happens in the order of the calls.
  void At(TimePoint when, Action action) { planned_.emplace(when, std::move(action)); }
  void After(Duration pause, Action action) { At(now_ + pause, std::move(action)); }

  // All that is planned up to `end`, and what comes of it.
  void RunUntil(TimePoint end) {
    while (!planned_.empty() && planned_.begin()->first <= end) {
      auto next = planned_.extract(planned_.begin());
      now_ = std::max(now_, next.key());
      next.mapped()();
    }
    now_ = end;
  }

 private:
  // Unix time begins with the replay, as it does for `promtool test rules`.
  WallTime Wall(TimePoint time) const {
    return WallTime(std::chrono::duration_cast<WallTime::duration>(time - begin_));
  }

  // On the grid of Tenths, so that every replay gives the same.
  TimePoint begin_ = Tenths::At(Clock::now()).time();
  TimePoint now_ = begin_;
  std::multimap<TimePoint, Action> planned_;
};

}  // namespace reach::replay
