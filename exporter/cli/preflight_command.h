// `reach_exporter preflight`: the way to a game that is off, tried before the players come.
// Thread: main's. Owner: main.
#pragma once

#include "exporter/cli/options.h"

namespace reach::cli {

// Holds the game's ports, has the vantage look at each, and prints a verdict a port. Returns the
// exit status: 0 all is well, 1 a port is not, 2 undecided, 3 usage.
int RunPreflight(const Options& options);

}  // namespace reach::cli
