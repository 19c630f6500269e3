// What a diagnosis has found, as text for people, as JSON for scripts, and as Markdown for a
// hoster. Thread: pure functions. Owner: none.
#pragma once

#include <string>

#include "exporter/diagnosis/diagnosis.h"
#include "exporter/diagnosis/evidence.h"
#include "exporter/diagnosis/summary.h"

namespace reach::cli {

struct DiagnoseReport {
  diagnosis::TargetEvidence evidence;
  diagnosis::TargetDiagnosis diagnosis;
  diagnosis::Summary summary;
};

// One object on one line. The keys stay as they are: target cause confidence candidates evidence
// remedy checks. A check has the keys of `probe --output json`, for what was seen from here first,
// and beside them check, cause, confidence, and sightings, one for each place that saw the port.
std::string ToJson(const DiagnoseReport& report);

std::string ToText(const DiagnoseReport& report);

// Without private addresses of the network, and without names that are not in the DNS anyway.
std::string ToMarkdown(const DiagnoseReport& report);

}  // namespace reach::cli
