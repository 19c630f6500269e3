// `reach_exporter answer`: a stand-in on the ports of a game that is off.
// Thread: main's. Owner: main.
#pragma once

#include "exporter/cli/options.h"

namespace reach::cli {

// Says on stdout which ports it holds and who comes; on stderr which it cannot have. Until SIGINT,
// SIGTERM or its time is over. Returns the exit status.
int RunAnswer(const Options& options);

}  // namespace reach::cli
