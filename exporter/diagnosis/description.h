// What the configuration says of a port, before anybody has looked at it.
// Thread: pure functions. Owner: none.
#pragma once

#include "exporter/core/check.h"
#include "exporter/diagnosis/evidence.h"

namespace reach::diagnosis {

// Evidence without anything seen.
PortEvidence Describe(const Check& check);

}  // namespace reach::diagnosis
