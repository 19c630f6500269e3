#include "exporter/diagnosis/look.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "exporter/engine/confirmation.h"

namespace reach::diagnosis {
namespace {

using std::chrono::milliseconds;

constexpr int kTriesWhenFine = 8;
constexpr int kTriesWhenLossy = 12;
constexpr int kTriesWhenFailing = 3;
constexpr Duration kRetryTimeout = std::chrono::seconds(2);

// ICMP errors are limited to about one a second for each peer: a hasty retry turns refused into
// silent (icmp(7), icmp_ratelimit).
Duration Pause(Transport transport, bool success) {
  if (success) return milliseconds(100);
  return transport == Transport::kTcp ? milliseconds(200) : milliseconds(1000);
}

bool IsSilence(Reason reason) {
  return reason == Reason::kNoAnswer || reason == Reason::kNoReplyRequired;
}

// A server's log or its players are not to suffer: a check that is never tried twice is not here
// either, and a silent UDP port says the same every time.
bool MayRepeat(const Check& check, const Sum& sum) {
  if (check.policy->confirm == 0) return false;
  return !(sum.success() && sum.sum().sighting.reason == Reason::kNoReplyRequired);
}

// One that was lost among few is chance; among many it is a share.
int Wanted(const Sum& sum) {
  if (!sum.success()) return kTriesWhenFailing;
  const Sighting& seen = sum.sum().sighting;
  const bool lossy = seen.answered < seen.attempts || seen.syn_retransmits > 0;
  return lossy ? kTriesWhenLossy : kTriesWhenFine;
}

}  // namespace

Sum::Sum(const Look& look, std::string vantage) : policy_(look.check.policy), path_(look.path) {
  sum_.sighting.view = look.view;
  sum_.sighting.vantage = std::move(vantage);
  sum_.sighting.address = look.where.address;
}

void Sum::Add(const Observation& seen) {
  Sighting& sighting = sum_.sighting;
  const bool first = sighting.attempts == 0;
  const bool success = IsSuccess(*policy_, path_, seen);
  // A train of echoes is many attempts in one.
  sighting.attempts += std::max<std::uint32_t>(1, seen.echoes_sent);
  sighting.answered += seen.echoes_sent > 0 ? seen.echoes_received : IsSilence(seen.reason) ? 0 : 1;
  sighting.syn_retransmits += seen.syn_retransmits;
  if (seen.facts) sum_.facts = seen.facts;
  const bool says_more = !sighting.expected && IsSilence(sighting.reason) &&
                         !IsSilence(seen.reason) && IsVerdict(seen.state());
  if (!first && !(success && !sighting.expected) && !says_more) return;
  sighting.reason = seen.reason;
  sighting.expected = success;
  sighting.rtt = seen.rtt;
  sighting.duration = seen.duration;
  sighting.error = seen.error;
  sighting.icmp = seen.icmp;
  sighting.failed_after = success ? std::nullopt : std::optional(seen.duration);
}

Task<Looked> LookAt(OneShot& once, Look look) {
  Sum sum(look, "local");
  const CheckPolicy& policy = *look.check.policy;
  for (int tries = 1;; ++tries) {
    const Duration timeout = tries == 1 ? policy.timeout : std::min(policy.timeout, kRetryTimeout);
    const Landing landing = co_await once.Try(policy.module, look.where, timeout);
    sum.Add(landing.seen);
    const int wanted = Wanted(sum);
    if (once.stopped() || tries >= wanted || !MayRepeat(look.check, sum)) break;
    Timer pause(once.io(), Pause(policy.module->transport, sum.success()));
    co_await pause.async_wait(kTuple);
  }
  co_return sum.sum();
}

}  // namespace reach::diagnosis
