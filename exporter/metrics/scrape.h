// One exposition: the checks of a snapshot and the exporter's own families, in pieces. As one text
// it would be larger than all else that the exporter holds.
// Thread: one at a time. Owner: the response that it becomes.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/metrics/check_metrics.h"
#include "exporter/metrics/exposition.h"
#include "exporter/metrics/self_metrics.h"
#include "exporter/metrics/views.h"

namespace reach::metrics {

class Scrape {
 public:
  Scrape(CheckMetrics checks, std::vector<prometheus::MetricFamily> self, Format format,
         Views views = {})
      : checks_(std::move(checks)),
        self_(std::move(self)),
        views_(std::move(views)),
        out_(format, piece_) {}
  Scrape(const Scrape&) = delete;
  Scrape& operator=(const Scrape&) = delete;

  // Some hundred KiB, valid until the next call; empty after the last.
  std::string_view Next();

 private:
  CheckMetrics checks_;
  std::vector<prometheus::MetricFamily> self_;
  Views views_;
  std::string piece_;
  Exposition out_;
  bool finished_ = false;
};

}  // namespace reach::metrics
