// A label that only one family of a check has, beside those that all of them bear.
// Thread: pure functions. Owner: none.
#pragma once

#include <string>
#include <string_view>

#include "exporter/core/check.h"

namespace reach::metrics {

// Appends `name="value"` to `more`. Where the user gave the target a label of this name, ours
// becomes `exported_<name>`: a name that stands twice in one series costs Prometheus the scrape.
void AppendOwnLabel(std::string& more, const Labels& users, std::string_view name,
                    std::string_view value);

}  // namespace reach::metrics
