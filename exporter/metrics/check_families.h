// The families that every check has, as a table: the README's table is compared with it.
// Thread: constants. Owner: the library.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "exporter/config/config.h"
#include "exporter/core/clock.h"
#include "exporter/diagnosis/verdicts.h"
#include "exporter/engine/snapshot.h"
#include "exporter/metrics/exposition.h"

namespace reach::metrics {

// One check as a family sees it.
struct CheckView {
  const CheckEntry& entry;
  const Row& row;
  const WallClock& clock;
  const diagnosis::Verdicts* verdicts = nullptr;  // null: nothing is diagnosed
};

enum class Modes : std::uint8_t { kFull, kLean, kBoth };

struct CheckFamily {
  FamilyHead head;
  Modes modes;
  int series;  // the most that one check has
  void (*render)(const CheckView& view, Exposition& out);
  std::optional<Transport> only = std::nullopt;  // no other check has it
};

std::span<const CheckFamily> CheckFamilies();

bool AppliesTo(const CheckFamily& family, const Check& check);

bool IsIn(const CheckFamily& family, config::MetricsMode mode);

}  // namespace reach::metrics
