// How many lines of one kind the log may take: a token bucket for each target, and one for all.
// Thread: one at a time; pure, `now` is a parameter. Owner: the event log.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

#include "exporter/core/clock.h"

namespace reach::log {

// `burst` lines at once, then one each `refill`.
struct Rate {
  double burst;
  Duration refill;
};

class Bucket {
 public:
  bool Take(const Rate& rate, TimePoint now);
  bool IsFull(const Rate& rate, TimePoint now) const;

 private:
  double TokensAt(const Rate& rate, TimePoint now) const;
  double used_ = 0;
  TimePoint at_;  // when used_ was right
};

struct LimitRates {
  Rate of_target = {10, std::chrono::minutes(1)};
  Rate of_all = {200, std::chrono::milliseconds(100)};
};

class LogLimit {
 public:
  explicit LogLimit(const LimitRates& rates = {}) : rates_(rates) {}

  // Whether a line about this target may be written. One that may not is counted.
  bool Admit(const std::string& target, TimePoint now);

  // How many were left out since the last call.
  std::uint64_t TakeLeftOut();

 private:
  LimitRates rates_;
  Bucket all_;
  std::unordered_map<std::string, Bucket> targets_;  // those that are not full
  std::uint64_t left_out_ = 0;
  std::size_t sweep_at_ = 1024;
};

}  // namespace reach::log
