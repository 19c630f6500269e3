// `reach_exporter diagnose`: the evidence about one target gathered now, and what it means.
// Thread: main's. Owner: main.
#pragma once

#include "exporter/cli/options.h"

namespace reach::cli {

// Prints the diagnosis to stdout, or what is wrong with the arguments to stderr. Returns the exit
// status: 0 healthy, 1 a fault, 2 undecided, 3 usage.
int RunDiagnose(const Options& options);

}  // namespace reach::cli
