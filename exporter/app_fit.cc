#include "exporter/app_fit.h"

#include <algorithm>
#include <utility>

#include "exporter/log.h"
#include "exporter/net/descriptors.h"

namespace reach {

config::Config FitProcess(config::Config config, const cli::Options& options) {
  config.shard = options.shard;
  const std::size_t limit = RaiseDescriptorLimit();
  const std::size_t room = ShareDescriptors(limit).in_flight;
  if (config.limits.in_flight > room) {
    log::Warn("limits.in_flight lowered to fit the descriptor limit",
              {{"in_flight", std::to_string(room)}, {"descriptors", std::to_string(limit)}});
    config.limits.in_flight = room;
  }
  return config;
}

web::HttpLimits FitClients() {
  web::HttpLimits limits;
  const std::size_t room = ShareDescriptors(RaiseDescriptorLimit()).clients;
  limits.connections = std::min(limits.connections, room);
  return limits;
}

}  // namespace reach
