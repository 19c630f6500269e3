// Which of the causes of a target's checks is the one of the target.
// Thread: pure functions. Owner: none.
#pragma once

#include <span>

#include "exporter/core/kinds.h"
#include "exporter/diagnosis/diagnosis.h"

namespace reach::diagnosis {

struct RankedFinding {
  Diagnosis diagnosis;
  Role role = Role::kSupporting;
  bool internal = false;
};

// See TargetDiagnosis::root. Undecided without findings.
Diagnosis RootOf(std::span<const RankedFinding> findings);

}  // namespace reach::diagnosis
