// Makes realistic evidence in few words: a game server behind a home router, or what of it is
// known. Thread: the test's. Owner: the test.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exporter/diagnosis/evidence.h"

namespace reach::diagnosis {

inline const Address kPublic = *Address::Parse("198.51.100.7");
inline const Address kLan = *Address::Parse("192.168.1.20");
inline const Address kStranger = *Address::Parse("198.51.100.99");

Sighting Seen(View view, Reason reason, bool expected = false);
Sighting Works(View view, Reason reason = Reason::kSynAck);
Sighting From(std::string vantage, Sighting sighting);
Sighting At(const Address& address, Sighting sighting);
Sighting SaidBy(const Address& sender, Offender offender, Sighting sighting);
// Answered at that hop (0: nobody), the last hop that said "time exceeded", and the hop that said
// it as the target itself (0: none).
Trace Hops(std::uint8_t answered_at, std::uint8_t last_router, std::uint8_t forwarder = 0);
Sighting Traced(const Trace& trace, Sighting sighting);
Sighting Lossy(std::uint32_t attempts, std::uint32_t answered, std::uint32_t retransmits,
               Sighting sighting);

host::PortListeners Bound(host::BindScope scope, Transport transport = Transport::kTcp,
                          std::uint16_t port = 28016);

PortEvidence TcpPort(std::vector<Sighting> sightings);
PortEvidence QueryPort(std::vector<Sighting> sightings);
PortEvidence GamePort(std::vector<Sighting> sightings);  // UDP that never answers

wan::WanStatus Wan(const Address& address, wan::Nat nat = wan::Nat::kSingle);
wan::PortMapping Mapping(const Address& to, std::uint16_t port);

TargetEvidence Target(std::vector<PortEvidence> ports);

}  // namespace reach::diagnosis
