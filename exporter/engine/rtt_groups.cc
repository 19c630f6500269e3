#include "exporter/engine/rtt_groups.h"

#include <algorithm>
#include <utility>

namespace reach {
namespace {

RttGroup GroupOf(const CheckPolicy& policy) { return {policy.profile, policy.module->name}; }

}  // namespace

void RttGroups::Apply(const CheckTable& table) {
  const RttHistograms before = std::exchange(histograms_, {});
  const CheckPolicy* last = nullptr;  // neighbours have the same one as a rule
  for (const CheckEntry& entry : table) {
    const CheckPolicy* const policy = entry.check.policy.get();
    if (std::exchange(last, policy) == policy) continue;
    const auto [group, is_new] = histograms_.try_emplace(GroupOf(*policy));
    if (!is_new) continue;
    const auto known = before.find(group->first);
    if (known != before.end()) group->second = known->second;
  }
}

void RttGroups::Add(const CheckPolicy& policy, double seconds) {
  RttHistogram& histogram = histograms_.at(GroupOf(policy));
  const auto bucket = std::lower_bound(kRttBounds.begin(), kRttBounds.end(), seconds);
  ++histogram.buckets[static_cast<std::size_t>(bucket - kRttBounds.begin())];
  histogram.sum += seconds;
}

}  // namespace reach
