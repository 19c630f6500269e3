// What a diagnosis has found, as text for people, as JSON for scripts, and as Markdown for a
// hoster. Thread: pure functions. Owner: none.
#pragma once

#include <string>
#include <vector>

#include "exporter/diagnosis/diagnosis.h"
#include "exporter/diagnosis/evidence.h"

namespace reach::cli {

struct DiagnoseReport {
  diagnosis::TargetEvidence evidence;
  diagnosis::TargetDiagnosis diagnosis;
  std::string sentence;             // of the root cause
  std::vector<std::string> remedy;  // steps, the nearest first
  std::vector<std::string> blind;   // what cannot be seen from here, with the command that can
};

// One object on one line. The keys stay as they are: target cause confidence candidates evidence
// remedy checks. A check has the keys of `probe --output json`, for what was seen from here first,
// and beside them check, cause, confidence, and sightings, one for each place that saw the port.
std::string ToJson(const DiagnoseReport& report);

std::string ToText(const DiagnoseReport& report);

// Without private addresses of the network, and without names that are not in the DNS anyway.
std::string ToMarkdown(const DiagnoseReport& report);

}  // namespace reach::cli
