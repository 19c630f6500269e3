#include "exporter/engine/attempts.h"

#include <algorithm>
#include <chrono>

#include "exporter/engine/confirmation.h"

namespace reach {
namespace {

constexpr int kTriesWhenFine = 8;
constexpr int kTriesWhenFailing = 3;
constexpr Duration kRetryTimeout = std::chrono::seconds(2);  // one SYN is sent again, after 1 s
constexpr Duration kShortestTimeout = std::chrono::seconds(1);
constexpr Duration kPatience = std::chrono::seconds(15);

bool IsSilence(Reason reason) {
  return reason == Reason::kNoAnswer || reason == Reason::kNoReplyRequired;
}

Duration Pause(Transport transport, bool success) {
  return success ? std::chrono::milliseconds(100) : ConfirmSpacing(transport);
}

// One that was lost among few is chance; among many it is a share. A UDP port that is silent as it
// should be says the same every time.
int Wanted(const Tally& tally) {
  if (tally.success() && tally.seen().reason == Reason::kNoReplyRequired) return 1;
  if (tally.lossy()) return kMostAttempts;
  return tally.success() ? kTriesWhenFine : kTriesWhenFailing;
}

}  // namespace

Duration TimeoutOf(const Asking& asking, const Tally& tally) {
  if (tally.attempts() == 0) return asking.timeout;
  if (asking.module->transport != Transport::kUdp || !tally.success()) {
    return std::min(asking.timeout, kRetryTimeout);
  }
  // An answer that takes four times as long as the first one has been lost.
  const Duration usual = 4 * tally.seen().duration;
  return std::min(asking.timeout, std::max(kShortestTimeout, usual));
}

Observation Tally::NotProbed() {
  Observation none;
  none.reason = Reason::kNotProbed;
  return none;
}

bool Tally::IsLost(Reason reason) const {
  return IsSilence(reason) || (transport_ == Transport::kUdp && reason == Reason::kExpectTimeout);
}

bool Tally::lossy() const {
  return broken_off_ || (success_ && (answered_ < attempts_ || syn_retransmits_ > 0));
}

void Tally::Add(const Observation& seen, bool success) {
  if (!IsVerdict(seen.state())) {
    if (attempts_ == 0) seen_ = seen;
    return;
  }
  const bool first = attempts_ == 0;
  attempts_ += std::max<std::uint32_t>(1, seen.echoes_sent);
  answered_ += seen.echoes_sent > 0 ? seen.echoes_received : IsLost(seen.reason) ? 0 : 1;
  syn_retransmits_ += seen.syn_retransmits;
  broken_off_ |= transport_ == Transport::kUdp && seen.reason == Reason::kExpectTimeout;
  if (seen.facts) facts_ = seen.facts;
  const bool says_more = !success_ && IsSilence(seen_.reason) && !IsSilence(seen.reason);
  if (!first && !(success && !success_) && !says_more) return;
  seen_ = seen;
  success_ = success;
}

Task<Tally> TryOften(OneShot& once, Asking asking) {
  Tally tally(asking.module->transport);
  const TimePoint begun = Clock::now();
  for (int tries = 1;; ++tries) {
    const Landing landing =
        co_await once.Try(asking.module, asking.where, TimeoutOf(asking, tally));
    tally.Add(landing.seen, asking.is_success(landing.seen));
    const bool enough = tries >= std::min(asking.most, Wanted(tally));
    if (enough || once.stopped() || Clock::now() - begun >= kPatience) break;
    Timer pause(once.io(), Pause(asking.module->transport, tally.success()));
    co_await pause.async_wait(kTuple);
  }
  co_return tally;
}

}  // namespace reach
