// The families of a group of checks: how long their targets take to answer.
// Thread: pure functions. Owner: none.
#pragma once

#include <span>
#include <string_view>

#include "exporter/engine/snapshot.h"
#include "exporter/metrics/exposition.h"

namespace reach::metrics {

std::span<const FamilyHead> GroupFamilies();

// Every group that a check of the snapshot is in, with what all shards have measured of it.
void RenderGroups(const Snapshot& snapshot, std::string_view vantage, Exposition& out);

}  // namespace reach::metrics
