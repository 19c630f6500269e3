// Where on the way an answer came from, or packets got lost: before the router, at it, or beyond.
// Thread: pure functions. Owner: none.
#pragma once

#include <cstdint>

#include "exporter/diagnosis/port_case.h"

namespace reach::diagnosis {

enum class Place : std::uint8_t {
  kUnknown,
  kBefore,   // nearer to the prober than the router that owns the address
  kRouter,   // the router that owns the address, without a forward
  kEdge,     // silence from the router or the hop before it: nothing outside tells which
  kAddress,  // at the distance of the address; router or host, that is not known
  kBeyond,   // behind the router, or the host itself: the port is forwarded
};

// Behind NAT the address of an answer tells nothing, because it is rewritten; the distance does. A
// forwarded port answers "time exceeded" in the router's place, a port of the router itself does
// not.
Place PlaceOf(const PortCase& port, const Sighting& sighting);

// The port gets through to the network behind the router, as seen from where `from` was.
bool IsForwarded(const PortCase& port, const Sighting& from);

// The hop of the router that owns the address, as a port that it forwards shows it. 0: not known.
std::uint8_t RouterHop(const PortCase& port, const Sighting& sighting);

}  // namespace reach::diagnosis
