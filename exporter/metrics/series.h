// How many series a configuration will make, and the warning when they are too many.
// Thread: pure functions. Owner: none.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "exporter/config/config.h"

namespace reach::metrics {

// Per-check series when every check has all that it can have; facts of replies are not counted.
std::size_t EstimateSeries(const config::Config& config);

// Above a million series Prometheus needs gigabytes and its first scrape exceeds the usual timeout.
std::optional<std::string> SeriesWarning(const config::Config& config);

}  // namespace reach::metrics
