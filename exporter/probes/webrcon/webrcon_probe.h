// The probe type `webrcon`: logs in to the remote console of a Rust server.
// Thread: the shard's. Owner: the registry's table.
#pragma once

#include "exporter/probes/probe.h"

namespace reach::webrcon {

extern const ProbeType kProbeType;

}  // namespace reach::webrcon
