#include "exporter/metrics/scrape.h"

#include "exporter/metrics/check_metrics.h"
#include "exporter/metrics/wan_families.h"

namespace reach::metrics {

std::string RenderScrape(const Snapshot& snapshot, config::MetricsMode mode, Format format,
                         const WallClock& clock, const ReloadStatus& reload,
                         const std::optional<ProcessStats>& process, const wan::View* wan) {
  constexpr std::size_t kOwnFamilies = 8192;
  std::string text;
  text.reserve(EstimateBytes(snapshot, mode) + kOwnFamilies);
  Exposition out(format, text);
  RenderChecks(snapshot, mode, clock, out);
  if (wan != nullptr) RenderWan(*wan, out);
  Render(CollectSelf(snapshot, reload, process), out);
  out.Finish();
  return text;
}

}  // namespace reach::metrics
