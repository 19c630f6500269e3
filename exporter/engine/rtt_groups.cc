#include "exporter/engine/rtt_groups.h"

#include <algorithm>
#include <utility>

namespace reach {

void RttGroups::Apply(const CheckTable& table) {
  RttHistograms before = std::exchange(histograms_, {});
  by_policy_.clear();
  for (const CheckEntry& entry : table) {
    const CheckPolicy& policy = *entry.check.policy;
    const auto [place, is_new] = by_policy_.try_emplace(&policy, nullptr);
    if (!is_new) continue;
    const RttGroup group{policy.profile, policy.module->name};
    if (auto known = before.extract(group)) histograms_.insert(std::move(known));
    place->second = &histograms_[group];
  }
}

void RttGroups::Add(const CheckPolicy& policy, double seconds) {
  RttHistogram& histogram = *by_policy_.at(&policy);
  const auto bucket = std::lower_bound(kRttBounds.begin(), kRttBounds.end(), seconds);
  ++histogram.buckets[static_cast<std::size_t>(bucket - kRttBounds.begin())];
  histogram.sum += seconds;
}

}  // namespace reach
