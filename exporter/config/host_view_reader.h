// Reads `host_view`: which targets run on the exporter's own machine.
// Thread: one. Owner: the load.
#pragma once

#include <string>
#include <vector>

#include "exporter/config/fields.h"
#include "exporter/config/host_view.h"
#include "exporter/core/check.h"

namespace reach::config {

// `checks` are those of the file. A name in `for` that none of them has is a fault; with
// `target_files`, whose targets come later, it is a warning.
HostViewSettings ReadHostView(Fields& root, const std::vector<Check>& checks,
                              std::vector<std::string>& warnings);

}  // namespace reach::config
