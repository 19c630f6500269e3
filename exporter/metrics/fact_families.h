// The families that replies bring along, such as game_players: known by name only at run time.
// Thread: pure functions. Owner: none.
#pragma once

#include "exporter/engine/snapshot.h"
#include "exporter/metrics/exposition.h"

namespace reach::metrics {

// One family `reach_<name>` per fact in the snapshot, and one per info. Only checks in state open
// have them: yesterday's number of players says nothing about a server that is gone.
void RenderFacts(const Snapshot& snapshot, Exposition& out);

}  // namespace reach::metrics
