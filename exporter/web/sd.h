// What is probed, as Prometheus discovers it (http_sd): so that it can ask the same of others.
// Thread: pure function. Owner: none.
#pragma once

#include <string>

#include "exporter/config/config.h"

namespace reach::web {

// A JSON list with a group for each check: its "host:port" (the host alone where the module has no
// port), the user's labels, `__param_module`, and in `__reach_target`, `__reach_check`,
// `__reach_path` and `__reach_resolve` what makes it the same check in another reach_exporter.
std::string RenderTargets(const config::Config& config);

}  // namespace reach::web
