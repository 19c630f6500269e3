#include "exporter/metrics/check_metrics.h"

#include <algorithm>
#include <utility>

#include "exporter/metrics/check_families.h"
#include "exporter/metrics/fact_families.h"
#include "exporter/metrics/group_families.h"

namespace reach::metrics {
namespace {

constexpr std::size_t kRows = 256;  // at once

}  // namespace

CheckMetrics::CheckMetrics(std::shared_ptr<const Snapshot> snapshot, config::MetricsMode mode,
                           const WallClock& clock, diagnosis::VerdictsPtr verdicts,
                           std::string vantage)
    : snapshot_(std::move(snapshot)),
      mode_(mode),
      clock_(clock),
      verdicts_(std::move(verdicts)),
      vantage_(std::move(vantage)),
      facts_due_(mode == config::MetricsMode::kFull) {}

bool CheckMetrics::RenderNext(Exposition& out) {
  const auto families = CheckFamilies();
  while (family_ < families.size() && !IsIn(families[family_], mode_)) ++family_;
  if (family_ == families.size()) {
    if (std::exchange(facts_due_, false)) {
      RenderFacts(*snapshot_, out);
      return true;
    }
    if (!std::exchange(groups_due_, false)) return false;
    RenderGroups(*snapshot_, vantage_, out);
    return true;
  }
  if (shard_ == 0 && row_ == 0) out.Begin(families[family_].head);
  if (shard_ < snapshot_->shards.size()) {
    RenderRows(out);
    return true;
  }
  out.End();
  ++family_;
  shard_ = 0;
  return true;
}

void CheckMetrics::RenderRows(Exposition& out) {
  const CheckFamily& family = CheckFamilies()[family_];
  const ShardSnapshot& shard = snapshot_->shards[shard_];
  const std::size_t end = std::min(row_ + kRows, shard.rows.size());
  for (; row_ < end; ++row_) {
    const CheckEntry& entry = (*shard.table)[row_];
    if (AppliesTo(family, entry.check)) {
      family.render({entry, shard.rows[row_], clock_, verdicts_.get()}, out);
    }
  }
  if (row_ < shard.rows.size()) return;
  ++shard_;
  row_ = 0;
}

}  // namespace reach::metrics
