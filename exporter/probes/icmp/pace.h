// When the echoes of one attempt leave.
// Thread: values. Owner: the attempt.
#pragma once

#include <algorithm>

#include "exporter/core/clock.h"

namespace reach::icmp {

class Pace {
 public:
  // `count` echoes `spacing` apart from `start` on; closer where the last one would otherwise have
  // less than half of the time to `deadline` for its answer.
  Pace(int count, Duration spacing, TimePoint start, TimePoint deadline)
      : left_(count), next_(start), latest_(deadline - (deadline - start) / 4) {
    const Duration half = (deadline - start) / 2;
    spacing_ = count > 1 ? std::min(spacing, half / (count - 1)) : Duration::zero();
  }

  // True: send one now. Echoes that come out late keep their distance. One that is later than three
  // quarters of the time is left out: it would look lost, and only we were slow.
  bool Take(TimePoint now) {
    if (now > latest_) left_ = 0;
    if (left_ == 0 || now < next_) return false;
    --left_;
    next_ = now + spacing_;
    return true;
  }

  bool done() const { return left_ == 0; }
  TimePoint next() const { return done() ? TimePoint::max() : next_; }

 private:
  int left_;
  TimePoint next_;
  TimePoint latest_;
  Duration spacing_;
};

}  // namespace reach::icmp
