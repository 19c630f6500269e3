#include "exporter/config/prober.h"

#include <algorithm>
#include <utility>

namespace reach::config {

const Prober* FindProber(Probers probers, std::string_view name) {
  const auto found = std::ranges::find(probers, name, &Prober::name);
  return found == probers.end() ? nullptr : *found;
}

std::shared_ptr<const Module> WithTls(const Module& module, bool on, Probers probers) {
  const Prober* prober = FindProber(probers, module.prober);
  if (prober->with_tls == nullptr || !module.options) return nullptr;
  auto options = prober->with_tls(*module.options, on);
  if (!options) return nullptr;
  auto changed = std::make_shared<Module>(module);
  changed->options = std::move(options);
  return changed;
}

}  // namespace reach::config
