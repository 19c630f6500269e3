#include "exporter/metrics/views.h"

#include "exporter/metrics/listener_families.h"
#include "exporter/metrics/wan_families.h"

namespace reach::metrics {

void RenderViews(const Views& views, Exposition& out) {
  if (views.host != nullptr) RenderListeners(*views.host, out);
  if (views.wan != nullptr) RenderWan(*views.wan, out);
}

}  // namespace reach::metrics
