#include "exporter/diagnosis/routes.h"

#include <map>
#include <utility>
#include <vector>

#include "exporter/net/when_all.h"

namespace reach::diagnosis {
namespace {

bool LeavesTheHost(const Sighting& sighting) {
  return sighting.vantage == "local" && sighting.address && sighting.view != View::kLoopback &&
         sighting.view != View::kOwnAddress;
}

// Silence where silence is expected is worth a trace too: it is all that a healthy game port says.
bool IsWorthATrace(const Sighting& sighting) {
  return LeavesTheHost(sighting) && StateOf(sighting.reason) != State::kOpen;
}

struct Leg {
  Sighting* sighting;
  Transport transport;
  Destination where;
};

// By address, one port that is open: the first, TCP only, because a datagram without sense gets no
// answer from a game.
std::map<Address, Leg> References(TargetEvidence& evidence) {
  std::map<Address, Leg> references;
  for (PortEvidence& port : evidence.ports) {
    if (port.transport != Transport::kTcp || port.internal) continue;
    for (Sighting& sighting : port.sightings) {
      if (!LeavesTheHost(sighting) || StateOf(sighting.reason) != State::kOpen) continue;
      references.try_emplace(sighting.address,
                             Leg{&sighting, port.transport, {sighting.address, port.port}});
    }
  }
  return references;
}

}  // namespace

Task<void> FollowRoutes(OneShot& once, TargetEvidence& evidence) {
  const std::map<Address, Leg> references = References(evidence);
  std::vector<Leg> legs;
  for (PortEvidence& port : evidence.ports) {
    if (port.transport == Transport::kIcmp) continue;
    for (Sighting& sighting : port.sightings) {
      if (IsWorthATrace(sighting)) {
        legs.push_back({&sighting, port.transport, {sighting.address, port.port}});
      }
    }
  }
  if (legs.empty()) co_return;
  std::vector<Task<Trace>> tasks;
  tasks.reserve(references.size() + legs.size());
  for (const auto& [address, leg] : references) {
    tasks.push_back(once.FollowRoute(leg.transport, leg.where));
  }
  for (const Leg& leg : legs) tasks.push_back(once.FollowRoute(leg.transport, leg.where));
  std::vector<Trace> traces = co_await WhenAll(once.io().get_executor(), std::move(tasks));
  std::map<Address, std::uint8_t> distances;
  auto trace = traces.begin();
  for (const auto& [address, leg] : references) distances[address] = (trace++)->answered_at;
  for (const Leg& leg : legs) {
    leg.sighting->trace = *trace++;
    const auto distance = distances.find(leg.where.address);
    if (distance != distances.end()) leg.sighting->trace->host_distance = distance->second;
  }
}

}  // namespace reach::diagnosis
