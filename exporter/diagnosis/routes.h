// Follows the routes to the ports that fail, and to one that answers, for comparison.
// Thread: that of the OneShot. Owner: the examination.
#pragma once

#include "exporter/diagnosis/evidence.h"
#include "exporter/engine/one_shot.h"

namespace reach::diagnosis {

// Fills the traces of sightings from here that failed and did not stay on this host. The distance
// of the host is that of another port at the same address that is open, measured in the same round:
// routes change.
Task<void> FollowRoutes(OneShot& once, TargetEvidence& evidence);

}  // namespace reach::diagnosis
