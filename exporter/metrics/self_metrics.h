// The exporter's own families, through a prometheus-cpp Registry: the only user of that library.
// Thread: pure functions. Owner: none.
#pragma once

#include <prometheus/metric_family.h>

#include <chrono>
#include <optional>
#include <vector>

#include "exporter/config/own_shard.h"
#include "exporter/discovery/source_status.h"
#include "exporter/engine/snapshot.h"
#include "exporter/metrics/exposition.h"
#include "exporter/metrics/process.h"

namespace reach::metrics {

// How the last attempts to load the configuration and its lists of targets went.
struct ReloadStatus {
  bool successful = false;
  std::chrono::system_clock::time_point success;  // of the last good one; epoch: none yet
  std::vector<SourceStatus> sources = {};
};

// The registry is made anew for each scrape: the numbers live in the shards and in the kernel, and
// copying them into counters that last would only add a second truth.
std::vector<prometheus::MetricFamily> CollectSelf(const Snapshot& snapshot,
                                                  const ReloadStatus& reload,
                                                  const config::OwnShard& shard,
                                                  const std::optional<ProcessStats>& process);

// Writes what a Registry collected, in either format.
void Render(const std::vector<prometheus::MetricFamily>& families, Exposition& out);

}  // namespace reach::metrics
