// The part of the status page that says why: a card for each target that is not healthy.
// Thread: pure function. Owner: none.
#pragma once

#include <string>

#include "exporter/core/clock.h"
#include "exporter/diagnosis/verdicts.h"

namespace reach::web {

inline constexpr std::size_t kCardsShown = 100;

// "" when every target is healthy. The longest trouble first.
std::string RenderVerdictCards(const diagnosis::Verdicts& verdicts, TimePoint now);

}  // namespace reach::web
