#include "exporter/diagnosis/rules.h"

namespace reach::diagnosis {

// The prober's network gates what it saw through that network, and nothing else: what its own host
// or another vantage says still counts.
Finding ProberOffline(const PortCase& port) {
  if (!port.offline.empty() && !port.FailsAnywhere() && !port.Works(View::kOutside)) {
    return Conclude(Cause::kProberOffline, Confidence::kProved,
                    "The control targets of the prober do not answer.");
  }
  const Sightings& outside = port.at(View::kOutside);
  if (outside.all().size() != 1 || port.target->internet_online) return std::nullopt;
  const Sighting& only = *outside.all().front();
  if (only.expected || only.reason != Reason::kNoRoute) return std::nullopt;
  return Conclude(Cause::kProberOffline, Confidence::kLikely,
                  "The prober has no route to the internet.", {Cause::kNoRoute});
}

// All ports of a machine fail alike when nobody answers for its address.
Finding HostDown(const PortCase& port) {
  const Sighting* absent = port.Failing(View::kLan, Answer::kHostAbsent);
  if (absent == nullptr || port.HostServes()) return std::nullopt;
  for (const PortCase& other : port.all) {
    for (const Sighting* seen : other.at(View::kLan).all()) {
      const Answer answer = AnswerOf(*seen, other.port->transport);
      const bool said_nothing =
          answer == Answer::kHostAbsent || answer == Answer::kSilence || answer == Answer::kQuiet;
      if (!said_nothing && seen->address == absent->address) return std::nullopt;
    }
  }
  // A refused packet can make a router say it too; nobody but ourselves asks by ARP.
  const bool asked = absent->reason == Reason::kNoNeighbour;
  return Conclude(Cause::kHostDown, asked ? Confidence::kProved : Confidence::kLikely,
                  "Nobody in the local network answers for " + ToString(absent->address) + ".");
}

}  // namespace reach::diagnosis
