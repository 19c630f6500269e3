#include "exporter/metrics/check_samples.h"

#include <array>
#include <string>

#include "exporter/core/address.h"
#include "exporter/metrics/own_label.h"

namespace reach::metrics {
namespace {

constexpr std::array<std::string_view, kAllStates.size()> kStateLabels = {
    "state=\"open\"",        "state=\"refused\"", "state=\"filtered\"", "state=\"silent\"",
    "state=\"unreachable\"", "state=\"error\"",   "state=\"unknown\""};

// Before the first result a literal address already tells the path, and an info must not change.
Path PathOf(const Check& check, const Row& row) {
  if (check.path) return *check.path;
  if (row.last_probe.has_value()) return row.path;
  const auto literal = Address::Parse(check.host);
  return literal ? reach::PathOf(*literal) : row.path;
}

struct Finding {
  Cause cause;
  Confidence confidence;
};

// A check that was not examined speaks for itself, with one view only.
Finding FindingOf(const CheckView& view) {
  if (view.verdicts != nullptr) {
    const auto found = view.verdicts->find(view.entry.check.target);
    const diagnosis::Diagnosis* const own =
        found == view.verdicts->end() ? nullptr : found->second->Of(view.entry.check.name());
    if (own != nullptr) return {own->cause, own->confidence};
  }
  if (view.row.success != Success::kYes) return {Cause::kUndecided, Confidence::kPossible};
  return {Cause::kHealthy, Confidence::kLikely};
}

}  // namespace

void PortState(const CheckView& view, Exposition& out) {
  const State now = view.row.state();
  for (const State state : kAllStates) {
    const std::string_view label = kStateLabels[static_cast<std::size_t>(state)];
    out.Sample({view.entry.labels, label}, std::uint64_t{state == now});
  }
}

void PortStateCode(const CheckView& view, Exposition& out) {
  out.Sample({view.entry.labels}, static_cast<std::uint64_t>(view.row.state()));
}

void ProbeSuccess(const CheckView& view, Exposition& out) {
  if (view.row.success == Success::kAbsent) return;
  out.Sample({view.entry.labels}, std::uint64_t{view.row.success == Success::kYes});
}

void Rtt(const CheckView& view, Exposition& out) {
  if (view.row.state() != State::kOpen || view.row.rtt < 0) return;
  out.Sample({view.entry.labels}, view.row.rtt);
}

void ProbeRtt(const CheckView& view, Exposition& out) {
  out.Sample({view.entry.labels, {}, "_sum"}, view.row.rtt_sum);
  out.Sample({view.entry.labels, {}, "_count"}, std::uint64_t{view.row.rtt_count});
}

void ProbeDuration(const CheckView& view, Exposition& out) {
  if (view.row.duration >= 0) out.Sample({view.entry.labels}, view.row.duration);
}

// A state that is only remembered is not shown, so neither is its beginning.
void StateChanged(const CheckView& view, Exposition& out) {
  if (view.row.probed()) Timestamp<&Row::changed>(view, out);
}

void CheckInfo(const CheckView& view, Exposition& out) {
  const Check& check = view.entry.check;
  std::string more;
  AppendOwnLabel(more, check.labels(), "module", check.policy->module->name);
  AppendOwnLabel(more, check.labels(), "role", Name(check.policy->role));
  AppendOwnLabel(more, check.labels(), "path", Name(PathOf(check, view.row)));
  AppendOwnLabel(more, check.labels(), "profile", check.policy->profile);
  out.Sample({view.entry.labels, more}, std::uint64_t{1});
}

void DiagnosisOf(const CheckView& view, Exposition& out) {
  const Finding finding = FindingOf(view);
  std::string more;
  AppendOwnLabel(more, view.entry.check.labels(), "cause", Name(finding.cause));
  out.Sample({view.entry.labels, more}, static_cast<std::uint64_t>(finding.confidence));
}

void FailureInfo(const CheckView& view, Exposition& out) {
  const bool failing = view.row.success == Success::kNo || view.row.state() == State::kError;
  if (!failing) return;
  std::string more;
  AppendOwnLabel(more, view.entry.check.labels(), "reason", Name(view.row.reason));
  AppendOwnLabel(more, view.entry.check.labels(), "offender", Name(view.row.offender));
  out.Sample({view.entry.labels, more}, std::uint64_t{1});
}

}  // namespace reach::metrics
