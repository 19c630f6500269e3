// How many of the packets to a port got no answer.
// Thread: pure functions. Owner: none.
#pragma once

#include <optional>

#include "exporter/diagnosis/port_case.h"

namespace reach::diagnosis {

// Less is no fault. A share of the packets, 0 to 1.
inline constexpr double kLossShare = 0.1;

// Share of the packets without an answer, where some got one; none where too few were sent to say.
std::optional<double> LossOf(const Sighting& seen, Transport transport);

// The same place finds another port of the address without loss: then it is that port, and no path.
bool SiblingIsClean(const PortCase& port, const Sighting& lossy);

// The same place finds another port of the address with loss.
bool SiblingIsLossy(const PortCase& port, const Sighting& failed);

}  // namespace reach::diagnosis
