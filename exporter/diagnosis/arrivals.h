// Whether packets of the vantages came to the server's host, as far as something there has seen.
// Thread: pure functions. Owner: none.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>

#include "exporter/diagnosis/port_case.h"

namespace reach::diagnosis {

// host::ArrivalWatch::PortsFrom.
using PortsFrom = std::function<std::optional<std::set<std::uint16_t>>(const Address& source,
                                                                       Transport transport)>;

// The port may have another number on the server than outside.
struct ServedPort {
  std::uint16_t number = 0;
  std::set<std::uint16_t> expected;  // those of all checks of the target
};

// By packets that were heard: of a vantage that got no right answer; of one whose packets came,
// where the others' did not. A vantage behind a NAT does not know its own address.
std::optional<Arrival> ArrivalByPackets(const PortEvidence& port, const ServedPort& served,
                                        const PortsFrom& ports_from);

// By what the host has refused, where a vantage was refused at a port that nobody listens on. It
// may have refused somebody else meanwhile: never as sure as a packet.
std::optional<Arrival> ArrivalByCounters(const PortCase& port);

// Marked packets that only the counters show say nothing of a port that is listened on: the host
// has then refused something at another one.
bool IsAboutPort(const Arrival& arrival, const PortEvidence& port);

}  // namespace reach::diagnosis
