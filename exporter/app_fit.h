// What the system grants this process, and the configuration cut to fit into it.
// Thread: any. Owner: none.
#pragma once

#include "exporter/cli/options.h"
#include "exporter/config/config.h"
#include "exporter/web/http_limits.h"

namespace reach {

// With what the file cannot say. Attempts in flight must fit into the descriptors that the system
// grants; the log says when they did not.
config::Config FitProcess(config::Config config, const cli::Options& options);

// The clients of the web server, by the same descriptors.
web::HttpLimits FitClients();

}  // namespace reach
