// How often each caller may have something done.
// Thread: one. Owner: the probe API.
#pragma once

#include <map>
#include <string>

#include "exporter/core/clock.h"

namespace reach::web {

class CallerRate {
 public:
  // So many a minute, and as many at once after a minute of rest.
  explicit CallerRate(int per_minute) : per_minute_(per_minute) {}

  // False: too often. Callers who have been away for a minute are forgotten.
  bool Take(const std::string& caller, int count, TimePoint now);

 private:
  struct Allowance {
    double left;
    TimePoint at;
  };

  double per_minute_;
  std::map<std::string, Allowance> callers_;
};

}  // namespace reach::web
