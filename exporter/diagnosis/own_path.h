// The path by which this exporter sees a target, as a diagnosis takes it.
// Thread: pure functions. Owner: none.
#pragma once

#include <functional>
#include <optional>

#include "exporter/diagnosis/subject.h"
#include "exporter/wan/status.h"

namespace reach::diagnosis {

// Where an address lies by the route tables: LocalNetwork::PathTo.
using PathTo = std::function<Path(const Address&)>;

// The target's own machine, as seen from inside, is in a network of this exporter.
bool IsInTargetsNetwork(const Subject& subject, const PathTo& path_to);

// Somebody's public address seen from his own network is behind the hairpin, which only the WAN
// view knows; without it nothing is said of the internet from within the target's own network.
Path OwnPath(const Subject& subject, const Check& check, const Address& address,
             const std::optional<wan::WanStatus>& wan, const PathTo& path_to);

}  // namespace reach::diagnosis
