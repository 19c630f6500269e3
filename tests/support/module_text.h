// A module from YAML, ready for its probe.
// Thread: any. Owner: none.
#pragma once

#include <string>

#include "exporter/core/check.h"
#include "exporter/probes/probe.h"

namespace reach::test {

// `yaml` is what stands under the module's name: "tcp: {tls: true}". A fault is a test failure.
Module MakeModule(const ProbeType& type, const std::string& yaml);

std::unique_ptr<Probe> MakeProbe(const ProbeType& type, const std::string& yaml,
                                 ProbeContext& context);

}  // namespace reach::test
