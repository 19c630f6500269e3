#include "exporter/metrics/scrape.h"

#include <utility>

#include "exporter/metrics/target_families.h"

namespace reach::metrics {

std::string_view Scrape::Next() {
  constexpr std::size_t kPiece = std::size_t{256} * 1024;
  piece_.clear();
  while (piece_.size() < kPiece) {
    if (checks_.RenderNext(out_)) continue;
    if (std::exchange(finished_, true)) break;
    if (views_.verdicts != nullptr) RenderTargets(checks_.snapshot(), *views_.verdicts, out_);
    if (views_.inside_of != nullptr) RenderInside(*views_.inside_of, out_);
    RenderViews(views_, out_);
    Render(self_, out_);
    out_.Finish();
  }
  return piece_;
}

}  // namespace reach::metrics
