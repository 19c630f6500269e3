#include "exporter/metrics/group_families.h"

#include <array>
#include <cstdint>
#include <string>

#include "exporter/core/label_block.h"

namespace reach::metrics {
namespace {

constexpr std::array kHeads = {
    FamilyHead{"reach_group_rtt_seconds", Type::kHistogram,
               "Round-trip times of the checks of one module in one profile, in seconds."},
};

RttHistograms SumOf(const Snapshot& snapshot) {
  RttHistograms sum;
  for (const ShardSnapshot& shard : snapshot.shards) {
    for (const auto& [group, part] : shard.rtt) {
      RttHistogram& whole = sum[group];
      for (std::size_t i = 0; i < whole.buckets.size(); ++i) whole.buckets[i] += part.buckets[i];
      whole.sum += part.sum;
    }
  }
  return sum;
}

void RenderHistogram(const RttHistogram& histogram, const std::string& labels, Exposition& out) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < kRttBounds.size(); ++i) {
    count += histogram.buckets[i];
    const std::string more = "le=\"" + BoundText(kRttBounds[i]) + '"';
    out.Sample({labels, more, "_bucket"}, count);
  }
  count += histogram.buckets.back();
  out.Sample({labels, "le=\"+Inf\"", "_bucket"}, count);
  out.Sample({labels, {}, "_sum"}, histogram.sum);
  out.Sample({labels, {}, "_count"}, count);
}

}  // namespace

std::span<const FamilyHead> GroupFamilies() { return kHeads; }

void RenderGroups(const Snapshot& snapshot, std::string_view vantage, Exposition& out) {
  out.Begin(kHeads.front());
  for (const auto& [group, histogram] : SumOf(snapshot)) {
    std::string labels;
    AppendLabel(labels, "vantage", vantage);
    AppendLabel(labels, "profile", group.profile);
    AppendLabel(labels, "module", group.module);
    RenderHistogram(histogram, labels, out);
  }
  out.End();
}

}  // namespace reach::metrics
