#include "exporter/host/viewed_checks.h"

#include <algorithm>
#include <set>
#include <utility>

namespace reach::host {
namespace {

constexpr Duration kShortest = std::chrono::seconds(5);
constexpr Duration kLongest = std::chrono::minutes(1);

Address HostOf(const Check& check) {
  if (check.host == "localhost") return Address::V4({127, 0, 0, 1});
  Address address = Address::Parse(check.host).value_or(Address());
  address.scope = 0;
  return address;
}

}  // namespace

ViewedChecks::ViewedChecks(std::shared_ptr<const config::Config> config)
    : config_(std::move(config)), interval_(kLongest) {
  const config::HostViewSettings& settings = config_->host_view;
  if (settings.mode == config::HostViewMode::kOff) return;
  const std::set<std::string_view> named(settings.targets.begin(), settings.targets.end());
  for (const Check& check : config_->checks) {
    Candidate candidate{&check, {}};
    if (!named.contains(check.target)) {
      if (settings.mode != config::HostViewMode::kAuto) continue;
      candidate.host = HostOf(check);
      if (!candidate.host) continue;
    }
    candidates_.push_back(candidate);
    interval_ = std::min(interval_, check.policy->interval);
  }
  interval_ = std::max(interval_, kShortest);
  // Those that the user asked for are not crowded out.
  std::stable_partition(candidates_.begin(), candidates_.end(),
                        [](const Candidate& candidate) { return !candidate.host; });
}

ViewedChecks::Targets ViewedChecks::Select(const Addresses& own) const {
  Targets targets;
  std::size_t count = 0;
  for (const auto& [check, host] : candidates_) {
    if (host && !IsLoopback(host) && !own.contains(host)) continue;
    targets[check->target].push_back(check);
    if (++count == kMost) break;
  }
  return targets;
}

}  // namespace reach::host
