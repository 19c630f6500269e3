// What a module says under `tcp:`.
// Thread: immutable. Owner: the module.
#pragma once

#include <vector>

#include "exporter/config/prober.h"
#include "exporter/core/check.h"
#include "exporter/core/clock.h"
#include "exporter/net/tls_client.h"
#include "exporter/probes/tcp/connecting_probe.h"
#include "exporter/probes/tcp/dialogue.h"

namespace reach::tcp {

struct Options : ModuleOptions {
  std::vector<Step> steps;
  CloseMode close = CloseMode::kAuto;
  // Stay connected for so long and see whether the peer hangs up; zero: do not look.
  Duration hold{};
  bool tls = false;                         // from the first byte on
  std::shared_ptr<const TlsClient> client;  // null where TLS never begins
  SocketOrigin origin;
};

config::ModuleReading ReadOptions(config::Fields& module);

// With TLS from the first byte on, or without; null for a module that begins TLS by a step.
std::shared_ptr<const ModuleOptions> WithTls(const ModuleOptions& options, bool on);

}  // namespace reach::tcp
