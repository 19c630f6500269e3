// Reads the `wan` and `ddns` parts of the file.
// Thread: one. Owner: the load.
#pragma once

#include <vector>

#include "exporter/config/fields.h"
#include "exporter/config/wan.h"
#include "exporter/core/check.h"

namespace reach::config {

Wan ReadWan(Fields& root);

// `checks`: those of the file, whose targets an entry may name.
std::vector<Ddns> ReadDdns(Fields& root, const std::vector<Check>& checks);

}  // namespace reach::config
