// What a one-shot probe has found, as text for people.
// Thread: pure functions. Owner: none.
#pragma once

#include <string>

#include "exporter/probes/probe_report.h"

namespace reach::cli {

std::string ToText(const ProbeReport& report);

}  // namespace reach::cli
