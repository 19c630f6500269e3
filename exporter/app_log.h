// What the app writes into the log of what its parts report.
// Thread: any. Owner: none.
#pragma once

#include <string>

#include "exporter/config/config.h"
#include "exporter/discovery/source.h"
#include "exporter/wan/news.h"

namespace reach {

// How many checks there are; of a shard, how many of the whole.
void LogChecks(const config::Config& whole, const config::Config& part);
void LogReport(const Report& report);
void LogNews(const wan::News& news);
// An empty problem: it answers again.
void LogVantage(const std::string& vantage, const std::string& problem);

}  // namespace reach
