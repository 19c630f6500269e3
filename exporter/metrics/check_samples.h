// What each per-check family says about one check: the functions behind the table of families.
// Thread: pure functions. Owner: none.
#pragma once

#include "exporter/metrics/check_families.h"

namespace reach::metrics {

void PortState(const CheckView& view, Exposition& out);
void PortStateCode(const CheckView& view, Exposition& out);
void ProbeSuccess(const CheckView& view, Exposition& out);
void Rtt(const CheckView& view, Exposition& out);
void ProbeRtt(const CheckView& view, Exposition& out);
void ProbeDuration(const CheckView& view, Exposition& out);
void StateChanged(const CheckView& view, Exposition& out);
void CheckInfo(const CheckView& view, Exposition& out);
void FailureInfo(const CheckView& view, Exposition& out);
void DiagnosisOf(const CheckView& view, Exposition& out);

template <auto kCount>
void Counter(const CheckView& view, Exposition& out) {
  out.Sample({view.entry.labels}, std::uint64_t{view.row.*kCount});
}

template <auto kTime>
void Timestamp(const CheckView& view, Exposition& out) {
  const Tenths when = view.row.*kTime;
  if (when.has_value()) out.Sample({view.entry.labels}, view.clock.UnixSeconds(when.time()));
}

template <auto kDuration>
void Setting(const CheckView& view, Exposition& out) {
  out.Sample({view.entry.labels}, Seconds((*view.entry.check.policy).*kDuration));
}

}  // namespace reach::metrics
