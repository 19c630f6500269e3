#include "exporter/metrics/scrape.h"

#include <utility>

namespace reach::metrics {

std::string_view Scrape::Next() {
  constexpr std::size_t kPiece = std::size_t{256} * 1024;
  piece_.clear();
  while (piece_.size() < kPiece) {
    if (checks_.RenderNext(out_)) continue;
    if (std::exchange(finished_, true)) break;
    RenderViews(views_, out_);
    Render(self_, out_);
    out_.Finish();
  }
  return piece_;
}

}  // namespace reach::metrics
