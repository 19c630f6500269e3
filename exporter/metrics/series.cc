#include "exporter/metrics/series.h"

#include "exporter/metrics/check_families.h"

namespace reach::metrics {
namespace {

constexpr std::size_t kTooMany = 1'000'000;

std::size_t SeriesOf(const Check& check, config::MetricsMode mode) {
  std::size_t series = 0;
  for (const CheckFamily& family : CheckFamilies()) {
    if (!IsIn(family, mode) || !AppliesTo(family, check)) continue;
    series += static_cast<std::size_t>(family.series);
  }
  return series;
}

}  // namespace

std::size_t EstimateSeries(const config::Config& config) {
  std::size_t series = 0;
  for (const Check& check : config.checks) series += SeriesOf(check, config.metrics);
  return series;
}

std::optional<std::string> SeriesWarning(const config::Config& config) {
  const std::size_t series = EstimateSeries(config);
  if (series <= kTooMany) return std::nullopt;
  const std::string advice = config.metrics == config::MetricsMode::kFull
                                 ? "set metrics: lean (8 series per check), or divide them among "
                                   "several exporters, --shard.total"
                                 : "divide them among several exporters, --shard.total";
  return std::to_string(config.checks.size()) + " checks make about " + std::to_string(series) +
         " series; above 1000000 Prometheus is slow to scrape them: " + advice;
}

}  // namespace reach::metrics
