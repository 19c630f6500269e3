#include "exporter/metrics/own_label.h"

#include <algorithm>

#include "exporter/core/label_block.h"

namespace reach::metrics {

void AppendOwnLabel(std::string& more, const Labels& users, std::string_view name,
                    std::string_view value) {
  const auto same = [&](const auto& label) { return label.first == name; };
  if (std::none_of(users.begin(), users.end(), same)) {
    AppendLabel(more, name, value);
  } else {
    AppendLabel(more, "exported_" + std::string(name), value);
  }
}

}  // namespace reach::metrics
