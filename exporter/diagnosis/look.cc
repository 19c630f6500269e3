#include "exporter/diagnosis/look.h"

#include <utility>

#include "exporter/engine/confirmation.h"

namespace reach::diagnosis {

Sighting SightingOf(const Look& look, const Tally& tally) {
  const Observation& seen = tally.seen();
  Sighting sighting;
  sighting.view = look.view;
  sighting.vantage = "local";
  sighting.address = look.where.address;
  sighting.reason = seen.reason;
  sighting.expected = tally.success();
  sighting.rtt = seen.rtt;
  sighting.duration = seen.duration;
  if (!tally.success()) sighting.failed_after = seen.duration;
  sighting.error = seen.error;
  sighting.icmp = seen.icmp;
  sighting.attempts = tally.attempts();
  sighting.answered = tally.answered();
  sighting.syn_retransmits = tally.syn_retransmits();
  return sighting;
}

Task<Looked> LookAt(OneShot& once, Look look) {
  const CheckPolicy& policy = *look.check.policy;
  Asking asking;
  asking.module = policy.module;
  asking.where = look.where;
  asking.timeout = policy.timeout;
  if (policy.confirm == 0) asking.most = 1;
  asking.is_success = [&policy, path = look.path](const Observation& seen) {
    return IsSuccess(policy, path, seen);
  };
  const Tally tally = co_await TryOften(once, std::move(asking));
  Looked looked;
  looked.sighting = SightingOf(look, tally);
  looked.facts = tally.facts();
  co_return looked;
}

}  // namespace reach::diagnosis
