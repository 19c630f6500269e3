#include "exporter/metrics/views.h"

#include "exporter/metrics/listener_families.h"

namespace reach::metrics {

void RenderViews(const Views& views, Exposition& out) {
  if (views.host != nullptr) RenderListeners(*views.host, out);
}

}  // namespace reach::metrics
