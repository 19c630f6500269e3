#include "exporter/host/window.h"

namespace reach::host {

void Window::Close() {
  arrivals_.Stop();
  const std::optional<Counters> after = ReadCounters();
  if (before_ && after) deltas_ = Between(*before_, *after);
}

}  // namespace reach::host
