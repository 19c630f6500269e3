#include "exporter/diagnosis/root.h"

#include <algorithm>
#include <tuple>

#include "exporter/diagnosis/cause_table.h"

namespace reach::diagnosis {
namespace {

// Below this rank a cause keeps players out.
constexpr int kNuisance = 70;

bool Blocks(const RankedFinding& finding) {
  return RowOf(finding.diagnosis.cause).rank < kNuisance;
}

// What decides, the smallest first: that players are kept out, by a fault of the whole target, of a
// port that proves the game, of one that is meant to be reached.
auto Order(const RankedFinding& finding) {
  const CauseRow& row = RowOf(finding.diagnosis.cause);
  const bool guess = finding.diagnosis.confidence == Confidence::kPossible;
  const bool sure_for_all = row.whole_target && !guess;
  return std::tuple(!Blocks(finding), !sure_for_all, finding.role != Role::kProof, finding.internal,
                    row.rank, -static_cast<int>(finding.diagnosis.confidence));
}

// Another port's known cause is among those that remain open: one fault explains both.
const RankedFinding* Explains(std::span<const RankedFinding> findings, const Diagnosis& open) {
  const RankedFinding* best = nullptr;
  for (const RankedFinding& finding : findings) {
    const Diagnosis& known = finding.diagnosis;
    if (known.cause == Cause::kUndecided || known.confidence < Confidence::kLikely) continue;
    if (std::find(open.candidates.begin(), open.candidates.end(), known.cause) ==
            open.candidates.end() ||
        known.cause == Cause::kHealthy) {
      continue;
    }
    if (best == nullptr || Order(finding) < Order(*best)) best = &finding;
  }
  return best;
}

}  // namespace

Diagnosis RootOf(std::span<const RankedFinding> findings) {
  if (findings.empty()) {
    Diagnosis nothing;
    nothing.candidates = {Cause::kHealthy, Cause::kServiceDown};
    nothing.settle = "A check of the target.";
    return nothing;
  }
  const auto worst = std::min_element(
      findings.begin(), findings.end(),
      [](const RankedFinding& a, const RankedFinding& b) { return Order(a) < Order(b); });
  if (worst->diagnosis.cause == Cause::kUndecided) {
    if (const RankedFinding* known = Explains(findings, worst->diagnosis)) return known->diagnosis;
  }
  return worst->diagnosis;
}

}  // namespace reach::diagnosis
