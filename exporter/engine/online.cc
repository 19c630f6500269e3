#include "exporter/engine/online.h"

#include <algorithm>
#include <utility>

namespace reach {
namespace {

bool IsFromOutside(const IcmpError& icmp) {
  return icmp.offender != Offender::kSelf && icmp.offender != Offender::kNone;
}

bool IsDnsFault(Reason reason) {
  return reason == Reason::kDnsServfail || reason == Reason::kDnsRefused ||
         reason == Reason::kDnsTimeout || reason == Reason::kDnsUnavailable;
}

}  // namespace

Evidence EvidenceOf(Scope scope, bool gateway, const Observation& seen) {
  const State state = seen.state();
  if (!IsVerdict(state) || state == State::kSilent) return Evidence::kNothing;
  if (state == State::kOpen) return Evidence::kAnswer;
  if (seen.icmp && IsFromOutside(*seen.icmp)) {
    const bool counts = scope == Scope::kLan || seen.icmp->offender == Offender::kTarget;
    return counts ? Evidence::kAnswer : Evidence::kFailure;
  }
  if (state == State::kRefused) return Evidence::kAnswer;
  return gateway && state == State::kFiltered ? Evidence::kDoubt : Evidence::kFailure;
}

void OnlineDecision::Add(std::size_t control, Evidence evidence, TimePoint now) {
  if (evidence == Evidence::kNothing) return;
  last_[control] = evidence;
  const Online online = Decide();
  if (online != status_.online) status_ = {Tenths::At(now), online};
}

Online OnlineDecision::Decide() const {
  if (std::find(last_.begin(), last_.end(), Evidence::kAnswer) != last_.end()) return Online::kYes;
  const bool all_fail = std::all_of(
      last_.begin(), last_.end(), [](Evidence evidence) { return evidence == Evidence::kFailure; });
  return all_fail ? Online::kNo : Online::kUnknown;
}

Observation WhileOffline(Observation seen, bool success) {
  const State state = seen.state();
  const bool answered = state == State::kOpen || state == State::kRefused;
  if (success && answered) return seen;
  if (!IsVerdict(state) && !IsDnsFault(seen.reason)) return seen;
  Observation nothing;
  nothing.reason = Reason::kProberOffline;
  nothing.duration = seen.duration;
  nothing.syn_retransmits = seen.syn_retransmits;
  return nothing;
}

}  // namespace reach
