// Reads `control`: which targets prove that the exporter's own network works.
// Thread: one. Owner: the load.
#pragma once

#include <vector>

#include "exporter/config/controls.h"
#include "exporter/config/fields.h"
#include "exporter/config/modules.h"

namespace reach::config {

// `checks` are those of the file, among which controls are named. Without `control` the gateway
// stands for the local network, and nothing is said about the internet.
Controls ReadControls(Fields& root, const std::vector<Check>& checks, Modules& modules);

// `outbound`, a list of HOST:PORT that are asked by TCP.
std::vector<Check> ReadOutbound(Fields& root, Modules& modules);

}  // namespace reach::config
