// The ticks under way of one shard: which check, how far, and what its attempts have seen.
// Thread: the shard's. Owner: the dispatcher.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "exporter/core/clock.h"
#include "exporter/core/kinds.h"
#include "exporter/engine/confirmation.h"

namespace reach {

using TickId = std::uint64_t;

struct Tick {
  // For admission, on the wire, for the next try, for the controls' word on a failure.
  enum class Stage : std::uint8_t { kWaiting, kFlying, kPausing, kInDoubt };

  Confirmation confirmation;
  std::uint32_t index;  // of the check in the table in force
  TimePoint due;
  TimePoint since{};  // start of the first attempt
  Path path = Path::kInternet;
  Stage stage = Stage::kWaiting;
  bool started = false;
};

// A check has one tick at most. Landings and pauses know their tick by its id, which outlives the
// table: after a reload the tick goes on under its check's new index, or is gone with its check.
class TickBoard {
 public:
  // Null when the check is still busy with its former tick.
  Tick* Open(std::uint32_t index, const CheckPolicy& policy, const Row& row, TimePoint due);
  void Close(TickId id);

  Tick* Find(TickId id);
  TickId IdOf(std::uint32_t index) const { return by_check_[index]; }
  bool Busy(std::uint32_t index) const { return by_check_[index] != 0; }

  // `former[new index]` is the index a check had, or kNone for one that is new.
  static constexpr std::uint32_t kNone = UINT32_MAX;
  void Renumber(const std::vector<std::uint32_t>& former);

  const std::unordered_map<TickId, Tick>& all() const { return ticks_; }

 private:
  std::unordered_map<TickId, Tick> ticks_;
  std::vector<TickId> by_check_;  // 0: no tick
  TickId last_ = 0;
};

}  // namespace reach
