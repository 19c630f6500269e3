#include "exporter/app_log.h"

#include "exporter/log.h"

namespace reach {

void LogChecks(const config::Config& whole, const config::Config& part) {
  const std::string checks = std::to_string(part.checks.size());
  if (part.shard.total == 1) return log::Info("checks in force", {{"checks", checks}});
  log::Info("checks in force", {{"checks", checks},
                                {"of", std::to_string(whole.checks.size())},
                                {"shard", std::to_string(part.shard.index)},
                                {"shards", std::to_string(part.shard.total)}});
}

void LogReport(const Report& report) {
  const auto write = report.bad ? log::Warn : log::Info;
  if (report.source.empty()) return write(report.message, {});
  write(report.message, {{"source", report.source}});
}

void LogNews(const wan::News& news) { log::Report(news.bad, news.message, news.fields); }

void LogVantage(const std::string& vantage, const std::string& problem) {
  if (problem.empty()) return log::Info("the vantage answers again", {{"vantage", vantage}});
  log::Warn("the vantage cannot be asked: nobody looks from outside",
            {{"vantage", vantage}, {"problem", problem}});
}

}  // namespace reach
