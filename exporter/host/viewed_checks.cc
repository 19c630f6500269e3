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

ViewedChecks::ViewedChecks(const config::Config& config, const Addresses& own)
    : interval_(kLongest) {
  const config::HostViewSettings& settings = config.host_view;
  if (settings.mode == config::HostViewMode::kOff) return;
  const std::set<std::string_view> named(settings.targets.begin(), settings.targets.end());
  for (const Check& check : config.checks) {
    if (named.contains(check.target)) candidates_.push_back({check, {}});
  }
  // Those that the user asked for are not crowded out by those that only may be meant.
  if (settings.mode == config::HostViewMode::kAuto) AddByAddress(config, named, own);
  for (const Candidate& candidate : candidates_) {
    interval_ = std::min(interval_, candidate.check.policy->interval);
  }
  interval_ = std::max(interval_, kShortest);
}

void ViewedChecks::AddByAddress(const config::Config& config,
                                const std::set<std::string_view>& named, const Addresses& own) {
  std::vector<std::pair<const Check*, Address>> literals;
  for (const Check& check : config.checks) {
    if (named.contains(check.target)) continue;
    const Address host = HostOf(check);
    if (host) literals.emplace_back(&check, host);
  }
  const bool many = literals.size() > kMost;
  for (const auto& [check, host] : literals) {
    if (candidates_.size() >= kMost) return;
    if (many && !IsLoopback(host) && !own.contains(host)) continue;
    candidates_.push_back({*check, host});
  }
}

ViewedChecks::Targets ViewedChecks::Select(const Addresses& own) const {
  Targets targets;
  std::size_t count = 0;
  for (const Candidate& candidate : candidates_) {
    const Address& host = candidate.host;
    if (host && !IsLoopback(host) && !own.contains(host)) continue;
    targets[candidate.check.target].push_back(&candidate.check);
    if (++count == kMost) break;
  }
  return targets;
}

}  // namespace reach::host
