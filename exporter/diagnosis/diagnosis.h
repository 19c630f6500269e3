// From evidence to one named cause, how sure it is, and what to do about it.
// Thread: pure functions. Owner: none.
#pragma once

#include <string>
#include <vector>

#include "exporter/core/cause.h"
#include "exporter/diagnosis/evidence.h"

namespace reach::diagnosis {

struct Diagnosis {
  Cause cause = Cause::kUndecided;
  Confidence confidence = Confidence::kPossible;
  // What was seen that leads there, a sentence each: for the page, the log, the command.
  std::vector<std::string> evidence;
  // What else it may be. With kUndecided: all that remain.
  std::vector<Cause> candidates;
  std::string settle;  // the view that would tell them apart, in words; "" when nothing would
};

struct TargetDiagnosis {
  Diagnosis root;                 // the one cause of the target, by rank
  std::vector<Diagnosis> checks;  // index: TargetEvidence::ports
};

// The decision table of domain.md 5.2, top down; the first match wins. A cause is proved only when
// the views that prove it (cause_table.cc) were there.
TargetDiagnosis Diagnose(const TargetEvidence& evidence);

}  // namespace reach::diagnosis
