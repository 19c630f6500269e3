#include "exporter/diagnosis/arrivals.h"

#include <algorithm>
#include <iterator>

#include "exporter/diagnosis/place.h"

namespace reach::diagnosis {
namespace {

bool NobodyListens(const PortEvidence& port) {
  return port.listeners && host::ScopeOf(*port.listeners) == host::BindScope::kNone;
}

}  // namespace

std::optional<Arrival> ArrivalByPackets(const PortEvidence& port, const ServedPort& served,
                                        const PortsFrom& ports_from) {
  std::optional<Arrival> found;
  for (const Sighting& seen : port.sightings) {
    const bool answered = seen.expected && StateOf(seen.reason) == State::kOpen;
    if (seen.vantage == "local" || answered) continue;
    if (!seen.source || reach::PathOf(seen.source) != Path::kInternet) continue;
    const auto ports = ports_from(seen.source, port.transport);
    if (!ports) continue;
    Arrival arrival{seen.vantage, ports->contains(served.number), true};
    std::set_difference(ports->begin(), ports->end(), served.expected.begin(),
                        served.expected.end(), std::back_inserter(arrival.elsewhere));
    if (!found || (arrival.arrived && !found->arrived)) found = arrival;
  }
  return found;
}

std::optional<Arrival> ArrivalByCounters(const PortCase& port) {
  const PortEvidence& evidence = *port.port;
  if (!NobodyListens(evidence) || !evidence.counters) return std::nullopt;
  const Sighting* refused = nullptr;
  std::uint64_t refusals = 0;
  for (const Sighting* seen : port.at(View::kOutside).all()) {
    if (seen->vantage == "local" || AnswerOf(*seen, evidence.transport) != Answer::kRefused) {
      continue;
    }
    const Place place = PlaceOf(port, *seen);
    if (place == Place::kRouter || place == Place::kBefore) continue;
    if (refused == nullptr) refused = seen;
    ++refusals;
  }
  const std::uint64_t counted = evidence.transport == Transport::kTcp
                                    ? evidence.counters->resets_sent
                                    : evidence.counters->udp_no_ports;
  if (refused == nullptr || counted < refusals) return std::nullopt;
  return Arrival{refused->vantage, true, false};
}

bool IsAboutPort(const Arrival& arrival, const PortEvidence& port) {
  return arrival.marked || NobodyListens(port);
}

}  // namespace reach::diagnosis
