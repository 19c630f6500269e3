#include "exporter/wan/ddns_state.h"

#include <algorithm>
#include <set>

#include "exporter/wan/reserved.h"

namespace reach::wan {
namespace {

using Set = std::set<Address>;

Set SetOf(const NameSeen& seen, Family family) {
  Set set(seen.addresses.begin(), seen.addresses.end());
  std::erase_if(set, [family](const Address& address) { return address.family != family; });
  return set;
}

bool Differ(const NameSeen& a, const NameSeen& b) {
  if (SetOf(a, Family::kIp4) != SetOf(b, Family::kIp4)) return true;
  return a.knows6 && b.knows6 && SetOf(a, Family::kIp6) != SetOf(b, Family::kIp6);
}

enum class Fit : std::uint8_t { kUnknown, kRight, kWrong };

// The addresses of one family against ours. None of a family is no mistake in itself.
Fit FitOf(const std::vector<Address>& addresses, Family family, const Address& ours) {
  Fit fit = Fit::kUnknown;
  for (const Address& address : addresses) {
    if (address.family != family || !ours) continue;
    if (IsSameNetwork(address, ours)) return Fit::kRight;
    fit = Fit::kWrong;
  }
  return fit;
}

// Both families have to be right, as far as the name has them and ours are known.
Fit FitOf(const NameSeen& seen, const DdnsEvidence& evidence) {
  const Fit fit4 = FitOf(seen.addresses, Family::kIp4, evidence.wan4);
  const Fit fit6 = FitOf(seen.addresses, Family::kIp6, evidence.wan6);
  return std::max(fit4, fit6);
}

bool IsGone(const NameSeen& seen) {
  return std::none_of(seen.addresses.begin(), seen.addresses.end(), IsPublic);
}

bool Disagree(const std::vector<NameSeen>& servers) {
  return std::any_of(servers.begin(), servers.end(),
                     [&](const NameSeen& server) { return Differ(server, servers.front()); });
}

DdnsVerdict Wrong(const NameSeen& seen, const DdnsLimits& limits,
                  std::optional<WallTime> wrong_since, WallTime now) {
  // Since the future: the clock was stepped back.
  const WallTime since = std::min(wrong_since.value_or(now), now);
  const bool over = now - since > limits.updater_period + seen.ttl + limits.margin;
  return {over ? DdnsState::kStale : DdnsState::kPending, since};
}

}  // namespace

DdnsVerdict Judge(const DdnsEvidence& evidence, const DdnsLimits& limits,
                  std::optional<WallTime> wrong_since, WallTime now) {
  std::vector<NameSeen> servers = evidence.authorities;
  std::erase_if(servers, [](const NameSeen& server) { return !server.answered; });
  const bool by_authority = !servers.empty();
  if (!by_authority && evidence.recursive.answered) servers.push_back(evidence.recursive);
  if (servers.empty()) return {DdnsState::kUnknown, wrong_since};
  if (Disagree(servers)) return {DdnsState::kSplit, wrong_since};
  const NameSeen& seen = servers.front();
  if (IsGone(seen)) return {DdnsState::kGone, wrong_since};
  // Another address is about to become ours: the name may be ahead of us.
  if (!evidence.settled) return {DdnsState::kUnknown, wrong_since};
  switch (FitOf(seen, evidence)) {
    case Fit::kUnknown:
      return {DdnsState::kUnknown, wrong_since};
    case Fit::kWrong:
      return Wrong(seen, limits, wrong_since, now);
    case Fit::kRight:
      break;
  }
  const bool cached = by_authority && evidence.recursive.answered &&
                      FitOf(evidence.recursive, evidence) != Fit::kRight;
  return {cached ? DdnsState::kPropagating : DdnsState::kInSync, std::nullopt};
}

}  // namespace reach::wan
