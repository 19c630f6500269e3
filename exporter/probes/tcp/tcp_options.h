// What a module says under `tcp:`.
// Thread: immutable. Owner: the module.
#pragma once

#include <vector>

#include "exporter/config/prober.h"
#include "exporter/core/check.h"
#include "exporter/core/clock.h"
#include "exporter/probes/tcp/dialogue.h"

namespace reach::tcp {

enum class CloseMode : std::uint8_t { kAuto, kFin, kReset };

struct Options : ModuleOptions {
  std::vector<Step> steps;
  CloseMode close = CloseMode::kAuto;
  // Stay connected for so long and see whether the peer hangs up; zero: do not look.
  Duration hold{};
};

config::ModuleReading ReadOptions(config::Fields& module);

}  // namespace reach::tcp
