// A module from YAML, read by the probe type that it is for.
// Thread: any. Owner: none.
#pragma once

#include <string>
#include <vector>

#include "exporter/core/check.h"
#include "exporter/probes/probe.h"

namespace reach::test {

struct ModuleText {
  Module module;
  std::vector<std::string> faults;  // "LINE: problem"
};

// `yaml` is what stands under the module's name: "tcp: {tls: true}". Relative paths are relative to
// `file`, which need not exist.
ModuleText ReadModule(const ProbeType& type, const std::string& yaml,
                      const std::string& file = "m.yml");

}  // namespace reach::test
