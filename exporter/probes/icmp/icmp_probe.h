// The probe type `icmp`: echo requests, and what came back of them.
// Thread: the shard's. Owner: the registry's table.
#pragma once

#include "exporter/probes/probe.h"

namespace reach::icmp {

extern const ProbeType kProbeType;

}  // namespace reach::icmp
