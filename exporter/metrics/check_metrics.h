// Renders all per-check families of a snapshot, part by part.
// Thread: one at a time. Owner: the scrape.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "exporter/config/config.h"
#include "exporter/core/clock.h"
#include "exporter/diagnosis/verdicts.h"
#include "exporter/engine/snapshot.h"
#include "exporter/metrics/exposition.h"

namespace reach::metrics {

// Every check of the snapshot is in every family that it has something to say in. `lean` has
// exactly eight series per check and no facts. The groups of checks come last.
class CheckMetrics {
 public:
  CheckMetrics(std::shared_ptr<const Snapshot> snapshot, config::MetricsMode mode,
               const WallClock& clock, diagnosis::VerdictsPtr verdicts = nullptr,
               std::string vantage = "local");

  // Renders some more, a hundred KiB or so, only the facts of replies all at once. False when
  // there is nothing left.
  bool RenderNext(Exposition& out);

  const Snapshot& snapshot() const { return *snapshot_; }

 private:
  void RenderRows(Exposition& out);

  std::shared_ptr<const Snapshot> snapshot_;
  config::MetricsMode mode_;
  WallClock clock_;
  diagnosis::VerdictsPtr verdicts_;
  std::string vantage_;
  // What comes next.
  std::size_t family_ = 0;
  std::size_t shard_ = 0;
  std::size_t row_ = 0;
  bool facts_due_;
  bool groups_due_ = true;
};

}  // namespace reach::metrics
