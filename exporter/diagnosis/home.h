// Whether a target is in the network that the WAN view of this exporter is about.
// Thread: pure functions. Owner: none.
#pragma once

#include "exporter/diagnosis/evidence.h"

namespace reach::diagnosis {

// Something says so: its sockets or it itself were seen from within that network, its DDNS name
// should lead there, or its address is or was the public one. A server elsewhere in the internet
// has nothing of it: our public address says nothing about it.
bool IsAtHome(const TargetEvidence& evidence, const wan::WanStatus& wan);

}  // namespace reach::diagnosis
