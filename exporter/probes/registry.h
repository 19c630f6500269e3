// All probe types, as a table that a reader can open.
// Thread: constants. Owner: the library.
#pragma once

#include <memory>
#include <span>

#include "exporter/config/prober.h"
#include "exporter/probes/probe.h"

namespace reach {

std::span<const ProbeType* const> ProbeTypes();
config::Probers Probers();  // the same types, as the configuration sees them

// The module's `prober` must be one of the table's names, as it is after loading.
std::unique_ptr<Probe> MakeProbe(const Module& module, ProbeContext& context);

}  // namespace reach
