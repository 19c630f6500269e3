// `reach_exporter probe`: one attempt at one port, with no configuration needed.
// Thread: main's. Owner: main.
#pragma once

#include "exporter/cli/options.h"

namespace reach::cli {

// Prints the result to stdout, or what is wrong with the arguments to stderr. Returns the exit
// status: 0 success, 1 not, 3 usage.
int RunProbe(const Options& options);

}  // namespace reach::cli
