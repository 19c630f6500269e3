// Renders all per-check families of a snapshot.
// Thread: pure functions. Owner: none.
#pragma once

#include <cstddef>

#include "exporter/config/config.h"
#include "exporter/core/clock.h"
#include "exporter/engine/snapshot.h"
#include "exporter/metrics/exposition.h"

namespace reach::metrics {

// Every check of the snapshot is in every family that it has something to say in. `lean` has
// exactly eight series per check and no facts.
void RenderChecks(const Snapshot& snapshot, config::MetricsMode mode, const WallClock& clock,
                  Exposition& out);

// A little more than RenderChecks will append, in bytes, facts not counted.
std::size_t EstimateBytes(const Snapshot& snapshot, config::MetricsMode mode);

}  // namespace reach::metrics
