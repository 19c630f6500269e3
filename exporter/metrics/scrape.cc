#include "exporter/metrics/scrape.h"

#include "exporter/metrics/check_metrics.h"
#include "exporter/metrics/listener_families.h"

namespace reach::metrics {

std::string RenderScrape(const Snapshot& snapshot, config::MetricsMode mode, Format format,
                         const WallClock& clock, const ReloadStatus& reload,
                         const std::optional<ProcessStats>& process, const Views& views) {
  constexpr std::size_t kOwnFamilies = 8192;
  std::string text;
  text.reserve(EstimateBytes(snapshot, mode) + kOwnFamilies);
  Exposition out(format, text);
  RenderChecks(snapshot, mode, clock, out);
  const bool full = mode == config::MetricsMode::kFull;
  if (views.host != nullptr && full) RenderListeners(*views.host, out);
  Render(CollectSelf(snapshot, reload, process), out);
  out.Finish();
  return text;
}

}  // namespace reach::metrics
