// The probe type `a2s`: asks a game server for its INFO, as the Steam server browser does.
// Thread: the shard's. Owner: the registry's table.
#pragma once

#include "exporter/probes/probe.h"

namespace reach::a2s {

extern const ProbeType kProbeType;

}  // namespace reach::a2s
