// Durations as Prometheus writes them: "250ms", "15s", "1m30s", "12h", "7d".
// Thread: pure functions. Owner: none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "exporter/core/clock.h"

namespace reach::config {

// Units y w d h m s ms, each at most once and in this order; a year has 365 days; "0" needs no
// unit. Nothing else, no sign, no fraction (prometheus/common, model/time.go, ParseDuration).
// nullopt also when the sum is beyond 292 years.
std::optional<Duration> ParseDuration(std::string_view text);

// The same notation, "0s" for nothing; years and weeks only when they come out even. What is below
// a millisecond is cut.
std::string FormatDuration(Duration duration);

}  // namespace reach::config
