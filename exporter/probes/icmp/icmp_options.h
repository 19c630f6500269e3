// What a module says under `icmp:`.
// Thread: immutable. Owner: the module.
#pragma once

#include "exporter/config/prober.h"
#include "exporter/core/check.h"
#include "exporter/core/clock.h"
#include "exporter/net/icmp_message.h"

namespace reach::icmp {

struct Options : ModuleOptions {
  int count = 1;  // echoes in one attempt, 1 to 100
  Duration spacing = std::chrono::milliseconds(200);
  EchoSettings echo;
};

config::ModuleReading ReadOptions(config::Fields& module);

}  // namespace reach::icmp
