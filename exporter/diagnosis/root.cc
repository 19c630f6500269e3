#include "exporter/diagnosis/root.h"

#include <algorithm>
#include <tuple>

#include "exporter/diagnosis/cause_table.h"

namespace reach::diagnosis {
namespace {

// Below this rank a cause keeps players out.
constexpr int kNuisance = 70;

enum class Weight { kBlocks, kDisturbs, kNone };

Weight WeightOf(const Diagnosis& found) {
  if (found.cause == Cause::kHealthy) return Weight::kNone;
  const auto& open = found.candidates;
  const bool may_be_healthy = found.cause == Cause::kUndecided &&
                              std::find(open.begin(), open.end(), Cause::kHealthy) != open.end();
  if (may_be_healthy) return Weight::kNone;
  return RowOf(found.cause).rank < kNuisance ? Weight::kBlocks : Weight::kDisturbs;
}

// What decides, the smallest first. See TargetDiagnosis::root.
auto Order(const RankedFinding& finding) {
  const CauseRow& row = RowOf(finding.diagnosis.cause);
  const Weight weight = WeightOf(finding.diagnosis);
  const bool guess = finding.diagnosis.confidence == Confidence::kPossible;
  const bool sure_for_all = row.whole_target && !guess;
  // Without a fault, a port that is known counts more than one that is not.
  const int rank = weight == Weight::kNone ? 0 : row.rank;
  return std::tuple(weight, !sure_for_all, finding.role != Role::kProof, finding.internal, rank,
                    -static_cast<int>(finding.diagnosis.confidence));
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
