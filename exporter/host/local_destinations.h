// The addresses of this host at which the port of a check can be probed from the host itself.
// Thread: pure functions. Owner: none.
#pragma once

#include <vector>

#include "exporter/core/check.h"
#include "exporter/host/host_reading.h"
#include "exporter/probes/probe.h"

namespace reach::host {

// Loopback first, then addresses of the host: that of the check where it is one of them, else up to
// two of each family that others can reach, neither loopback nor link-local. Of the family that the
// check asks for, or of both; only such as the host has. Empty for a check without a port.
std::vector<Destination> LocalDestinations(const Check& check, const Addresses& own);

}  // namespace reach::host
