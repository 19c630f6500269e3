// `reach_exporter vantage`: the outside half, on a machine elsewhere. It probes for those who have
// its token, and knows no targets of its own.
// Thread: main's. Owner: main.
#pragma once

#include "exporter/cli/options.h"

namespace reach::cli {

// Prints the lines for the configuration at home and serves until it is interrupted. Returns the
// exit status: 0, 1 when it cannot serve, 3 usage.
int RunVantage(const Options& options);

}  // namespace reach::cli
