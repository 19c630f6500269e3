#include "exporter/metrics/check_metrics.h"

#include "exporter/metrics/check_families.h"
#include "exporter/metrics/fact_families.h"

namespace reach::metrics {

void RenderChecks(const Snapshot& snapshot, config::MetricsMode mode, const WallClock& clock,
                  Exposition& out) {
  for (const CheckFamily& family : CheckFamilies()) {
    if (!IsIn(family, mode)) continue;
    out.Begin(family.head);
    for (const ShardSnapshot& shard : snapshot.shards) {
      for (std::size_t i = 0; i < shard.rows.size(); ++i) {
        const CheckEntry& entry = (*shard.table)[i];
        if (AppliesTo(family, entry.check)) family.render({entry, shard.rows[i], clock}, out);
      }
    }
    out.End();
  }
  if (mode == config::MetricsMode::kFull) RenderFacts(snapshot, out);
}

std::size_t EstimateBytes(const Snapshot& snapshot, config::MetricsMode mode) {
  constexpr std::size_t kOwnLabelAndValue = 32;
  std::size_t checks = 0;
  std::size_t labels = 0;
  for (const ShardSnapshot& shard : snapshot.shards) {
    checks += shard.rows.size();
    for (const CheckEntry& entry : *shard.table) labels += entry.labels.size();
  }
  std::size_t bytes = 0;
  for (const CheckFamily& family : CheckFamilies()) {
    if (!IsIn(family, mode)) continue;
    const auto series = static_cast<std::size_t>(family.series);
    bytes += series * (labels + checks * (family.head.name.size() + kOwnLabelAndValue));
    bytes += 2 * (family.head.help.size() + family.head.name.size());
  }
  return bytes;
}

}  // namespace reach::metrics
