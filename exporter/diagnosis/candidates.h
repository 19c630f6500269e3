// The causes that a failure leaves open, before and after what else is known excludes some.
// Thread: pure functions. Owner: none.
#pragma once

#include <vector>

#include "exporter/core/cause.h"
#include "exporter/diagnosis/port_case.h"

namespace reach::diagnosis {

// The groups that nothing can separate from where one failing result was seen, by its view, its
// answer and its place. The usual ones first. service_down stands for all ways in which nothing
// listens (CauseRow::looks_like).
std::vector<Cause> CandidatesOf(const PortCase& port, const Sighting& failed);

// Those that the other views do not exclude.
std::vector<Cause> Remaining(const PortCase& port, const Sighting& failed,
                             std::vector<Cause> candidates);

}  // namespace reach::diagnosis
