// What must answer before a failure is a target's fault: the `control` part of the file.
// Thread: immutable after loading. Owner: the configuration.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "exporter/core/check.h"
#include "exporter/core/scope.h"

namespace reach::config {

struct Control {
  std::string name;  // as written: "gateway", a target, "192.0.2.1:443", "192.0.2.1"
  bool gateway = false;
  std::vector<Check> checks;  // one is enough; of a gateway: without a host
};

using Controls = std::array<std::vector<Control>, kAllScopes.size()>;  // index: Scope

}  // namespace reach::config
