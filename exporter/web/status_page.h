// The status page: one table of all checks, worst first, readable without script and on a phone.
// Thread: pure functions. Owner: none.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "exporter/config/config.h"
#include "exporter/core/clock.h"
#include "exporter/engine/snapshot.h"
#include "exporter/metrics/views.h"

namespace reach::web {

inline constexpr std::size_t kRowsShown = 2000;

// `wan` is null where nothing is watched.
std::string RenderStatusPage(const Snapshot& snapshot, const config::Config& config,
                             const WallClock& clock, TimePoint now,
                             const metrics::Views& views = {});

struct StatusRow {
  const CheckEntry* entry;
  const Row* row;
  Tenths last_success;  // of a check whose last result was none; none: not known
};

// Not as expected first, the longest down on top; then what nothing is known about (error,
// unknown); then what is fine. Equals by target and check name. At most `limit` rows.
std::vector<StatusRow> WorstFirst(const Snapshot& snapshot, std::size_t limit);

}  // namespace reach::web
