// The vantage that a command is to ask.
// Thread: pure functions. Owner: none.
#pragma once

#include <string>

#include "exporter/config/config.h"

namespace reach::cli {

// Throws std::invalid_argument when the configuration has no vantage of that name.
void RequireVantage(const config::Config& config, const std::string& name);

}  // namespace reach::cli
