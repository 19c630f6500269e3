// What the exporter knows besides the results of its probes, for one scrape.
// Thread: immutable, goes anywhere. Owner: the scrape.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "exporter/diagnosis/verdicts.h"
#include "exporter/host/host_reading.h"
#include "exporter/metrics/exposition.h"
#include "exporter/wan/view.h"

namespace reach::metrics {

// Each is null while its view is off or has seen nothing yet.
struct Views {
  std::shared_ptr<const host::HostReading> host = nullptr;  // also null in lean mode
  std::shared_ptr<const wan::View> wan = nullptr;
  diagnosis::VerdictsPtr verdicts = nullptr;  // also null in lean mode
  // Target seen from inside -> the target it is, as configured; also null in lean mode.
  std::shared_ptr<const std::map<std::string, std::string>> inside_of = nullptr;
};

// Their families; nothing for a view that is null.
void RenderViews(const Views& views, Exposition& out);

}  // namespace reach::metrics
