#include "exporter/engine/schedule.h"

#include <algorithm>
#include <cassert>

namespace reach {
namespace {

constexpr Duration kFirstWithin = std::chrono::seconds(5);

Duration Share(Duration whole, std::uint64_t hash) {
  // 2^64 as a double; the product stays below `whole` for every hash that a double can hold.
  const double part = static_cast<double>(hash >> 11) / static_cast<double>(1ULL << 53);
  return Duration(static_cast<Duration::rep>(static_cast<double>(whole.count()) * part));
}

}  // namespace

Ticks TicksOf(std::uint64_t hash, Duration interval, TimePoint origin, TimePoint now) {
  const TimePoint first = now + Share(std::min(interval, kFirstWithin), hash);
  return {first, PhaseOf(hash, interval, origin, first + interval / 4 - Duration(1)).first};
}

Ticks PhaseOf(std::uint64_t hash, Duration interval, TimePoint origin, TimePoint now) {
  const TimePoint phase = origin + Share(interval, hash);
  const auto passed = now < phase ? 0 : (now - phase) / interval + 1;
  return {phase + passed * interval, phase + (passed + 1) * interval};
}

void Schedule::Add(std::uint32_t index, Duration interval, const Ticks& ticks) {
  assert(index == plans_.size() && interval > Duration::zero());
  plans_.push_back({interval, ticks.next});
  heap_.push({ticks.first, index});
}

std::optional<Schedule::Due> Schedule::PopDue(TimePoint now) {
  if (heap_.empty() || heap_.top().due > now) return std::nullopt;
  const Entry entry = heap_.top();
  heap_.pop();
  Plan& plan = plans_[entry.index];
  const bool first = plan.phase != TimePoint::min();
  TimePoint next = first ? plan.phase : entry.due + plan.interval;
  plan.phase = TimePoint::min();
  std::uint64_t skipped = 0;
  if (next <= now) {
    const auto missed = (now - next) / plan.interval + 1;
    next += missed * plan.interval;
    skipped = static_cast<std::uint64_t>(missed);
  }
  heap_.push({next, entry.index});
  return Due{entry.index, entry.due, skipped};
}

std::optional<TimePoint> Schedule::NextDue() const {
  return heap_.empty() ? std::nullopt : std::optional(heap_.top().due);
}

}  // namespace reach
