// One exposition: the checks of a snapshot, the WAN view and the exporter's own families, as one
// text. Thread: pure function. Owner: none.
#pragma once

#include <optional>
#include <string>

#include "exporter/config/config.h"
#include "exporter/core/clock.h"
#include "exporter/engine/snapshot.h"
#include "exporter/metrics/exposition.h"
#include "exporter/metrics/process.h"
#include "exporter/metrics/self_metrics.h"
#include "exporter/wan/view.h"

namespace reach::metrics {

// `wan` is null where nothing is watched.
std::string RenderScrape(const Snapshot& snapshot, config::MetricsMode mode, Format format,
                         const WallClock& clock, const ReloadStatus& reload,
                         const std::optional<ProcessStats>& process,
                         const wan::View* wan = nullptr);

}  // namespace reach::metrics
