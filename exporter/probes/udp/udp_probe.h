// The probe type `udp`: one datagram, and a reply that the module may require and describe.
// Thread: the shard's. Owner: the registry's table.
#pragma once

#include "exporter/probes/probe.h"

namespace reach::udp {

extern const ProbeType kProbeType;

}  // namespace reach::udp
