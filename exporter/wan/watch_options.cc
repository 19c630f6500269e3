#include "exporter/wan/watch_options.h"

#include <algorithm>

namespace reach::wan {
namespace {

// A router is asked for each of them, every interval.
constexpr std::size_t kMostPorts = 32;

bool IsNamed(const std::vector<config::Ddns>& ddns, const std::string& target) {
  return std::any_of(ddns.begin(), ddns.end(), [&](const config::Ddns& entry) {
    return std::find(entry.targets.begin(), entry.targets.end(), target) != entry.targets.end();
  });
}

}  // namespace

// The ports of the targets whose DDNS name leads here: those that the router has to forward.
WatchOptions OptionsOf(const config::Config& config, bool in_container) {
  WatchOptions options{config.wan, config.ddns, config.nameservers, {}};
  options.wan.enabled = config.wan.enabled.value_or(!in_container);
  for (const Check& check : config.checks) {
    if (options.ports.size() == kMostPorts) break;
    if (check.port == 0 || !IsNamed(config.ddns, check.target)) continue;
    const auto port = std::pair(check.policy->module->transport, check.port);
    const bool is_new =
        std::find(options.ports.begin(), options.ports.end(), port) == options.ports.end();
    if (is_new) options.ports.push_back(port);
  }
  return options;
}

}  // namespace reach::wan
