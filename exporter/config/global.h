// The parts of the file that are about the exporter itself: `global`, `limits`, `dns`,
// `storage`.
// Thread: one. Owner: the load.
#pragma once

#include "exporter/config/config.h"
#include "exporter/config/fields.h"
#include "exporter/config/settings.h"

namespace reach::config {

// Fills vantage, notice and metrics; returns the settings of every check, over the defaults.
Settings ReadGlobal(Fields& root, Config& config);

void ReadLimits(Fields& root, Limits& limits);
void ReadDns(Fields& root, Config& config);
void ReadStorage(Fields& root, Config& config);

}  // namespace reach::config
