// The families of a target: its root cause, and what its outages had for one.
// Thread: pure functions. Owner: none.
#pragma once

#include <map>
#include <span>
#include <string>

#include "exporter/diagnosis/verdicts.h"
#include "exporter/engine/snapshot.h"
#include "exporter/metrics/exposition.h"

namespace reach::metrics {

std::span<const FamilyHead> TargetFamilies();

// Every target of the snapshot has exactly one root cause, and a count of all its outages. Outages
// and downtime by cause have a series for each cause that there was since the start.
void RenderTargets(const Snapshot& snapshot, const diagnosis::Verdicts& verdicts, Exposition& out);

// Which targets are the same server: target seen from inside -> the target it is.
void RenderInside(const std::map<std::string, std::string>& inside_of, Exposition& out);

}  // namespace reach::metrics
