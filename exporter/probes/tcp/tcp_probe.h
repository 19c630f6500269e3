// The probe type `tcp`: a handshake, and a send/expect dialogue if the module has one.
// Thread: the shard's. Owner: the registry's table.
#pragma once

#include "exporter/probes/probe.h"

namespace reach::tcp {

extern const ProbeType kProbeType;

}  // namespace reach::tcp
