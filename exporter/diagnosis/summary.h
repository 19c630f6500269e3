// The root cause of a target in words: its sentence, and what to do.
// Thread: pure functions. Owner: none.
#pragma once

#include <string>
#include <vector>

#include "exporter/diagnosis/diagnosis.h"
#include "exporter/diagnosis/evidence.h"

namespace reach::diagnosis {

struct Summary {
  std::string sentence;
  std::vector<std::string> remedy;  // steps, the usual one first, each with its platform in front
  // What cannot be seen from where the evidence was gathered, with the command that can.
  std::vector<std::string> blind;
};

// The words are about the port that has the root cause, the first one if it is the whole target's.
Summary SummaryOf(const TargetEvidence& evidence, const TargetDiagnosis& diagnosis);

// "loopback", "own_address", "lan", "hairpin", "outside": for JSON.
std::string_view Name(View view);

}  // namespace reach::diagnosis
