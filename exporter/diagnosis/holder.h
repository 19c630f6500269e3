// Keeps a target's cause steady and counts its outages and its downtime by cause.
// Thread: that of whoever diagnoses. Owner: whoever diagnoses, one for each target.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "exporter/core/clock.h"
#include "exporter/diagnosis/diagnosis.h"

namespace reach::diagnosis {

class Holder {
 public:
  static constexpr Duration kHold = std::chrono::minutes(1);

  // Takes the newest diagnosis of the target. A cause stays for at least kHold, unless the new one
  // is proved, or healthy and likely at least; healthy stays only until an outage. The same cause
  // is refreshed at once. Time since the last call counts for the cause that was held meanwhile.
  // `now` never runs backwards. Returns whether the held cause changed.
  bool Update(Diagnosis diagnosis, TimePoint now);

  // None before the first Update.
  const std::optional<Diagnosis>& held() const { return held_; }
  TimePoint since() const { return since_; }  // of the held cause; call only when held()

  // Time that the target was down by the cause, up to the last Update. Zero for causes that keep
  // nobody out.
  Duration downtime(Cause cause) const { return downtime_[Index(cause)]; }
  // Stretches of downtime, each counted for the cause that it was held for first. A change of the
  // cause within a stretch is no new outage.
  std::uint64_t outages(Cause cause) const { return outages_[Index(cause)]; }

 private:
  static std::size_t Index(Cause cause) { return static_cast<std::size_t>(cause); }
  void Hold(Diagnosis diagnosis, TimePoint now);

  std::optional<Diagnosis> held_;
  TimePoint since_;
  TimePoint counted_;
  std::array<Duration, kCauseCount> downtime_{};
  std::array<std::uint64_t, kCauseCount> outages_{};
};

// Players are kept out: an outage. Not so: healthy, what only disturbs, and what says something
// about the prober. Undecided counts, unless healthy is among what remains.
bool IsOutage(const Diagnosis& diagnosis);

}  // namespace reach::diagnosis
