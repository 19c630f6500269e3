#include "exporter/diagnosis/verdicts.h"

#include <utility>

#include "exporter/diagnosis/summary.h"

namespace reach::diagnosis {

Conclusion Conclude(const TargetEvidence& evidence, Holder& holder, TimePoint now) {
  auto verdict = std::make_shared<Verdict>();
  verdict->diagnosis = Diagnose(evidence);
  const bool news = holder.Update(verdict->diagnosis.root, now);
  verdict->diagnosis.root = *holder.held();
  Summary summary = SummaryOf(evidence, verdict->diagnosis);
  verdict->sentence = std::move(summary.sentence);
  verdict->remedy = std::move(summary.remedy);
  verdict->since = holder.since();
  for (const PortEvidence& port : evidence.ports) verdict->checks.push_back(port.check);
  for (std::size_t i = 0; i < kCauseCount; ++i) {
    const auto cause = static_cast<Cause>(i);
    const Account account{holder.outages(cause), holder.downtime(cause)};
    if (account.outages != 0 || account.downtime != Duration::zero()) {
      verdict->accounts.emplace(cause, account);
    }
  }
  return {std::move(verdict), news};
}

}  // namespace reach::diagnosis
