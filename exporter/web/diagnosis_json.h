// What /api/v1/diagnosis answers: the verdicts as JSON.
// Thread: pure function. Owner: none.
#pragma once

#include <string>
#include <string_view>

#include "exporter/core/clock.h"
#include "exporter/diagnosis/verdicts.h"

namespace reach::web {

// A list of objects with the keys target cause confidence since sentence candidates settle evidence
// remedy checks outages downtime_seconds; each check has check, cause and confidence. Targets that
// never failed are not in it. `target` "" for all.
std::string DiagnosisJson(const diagnosis::Verdicts& verdicts, std::string_view target,
                          const WallClock& clock);

}  // namespace reach::web
