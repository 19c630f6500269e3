#include "exporter/diagnosis/place.h"

#include <algorithm>

namespace reach::diagnosis {
namespace {

// Paths change, so only hops that the same vantage saw on the way to the same address compare.
bool Comparable(const Sighting& one, const Sighting& other) {
  return one.view == other.view && one.vantage == other.vantage && one.address == other.address;
}

Place OfSilence(const Trace& trace, std::uint8_t router) {
  if (trace.forwarder > 0) return Place::kBeyond;
  if (router > 0 && trace.last_router > 0) {
    return trace.last_router + 1 < router ? Place::kBefore : Place::kEdge;
  }
  return Place::kUnknown;
}

Place ByDistance(const PortCase& port, const Trace& trace) {
  if (trace.host_distance == 0) return Place::kUnknown;
  if (trace.answered_at < trace.host_distance) return Place::kBefore;
  if (trace.answered_at > trace.host_distance) return Place::kBeyond;
  const wan::Nat nat = port.target->wan ? port.target->wan->nat : wan::Nat::kUnknown;
  if (nat == wan::Nat::kNone) return Place::kBeyond;
  // Every hop before it answered, and none of them as the address: nothing was forwarded.
  const bool complete = trace.last_router + 1 == trace.answered_at;
  return nat == wan::Nat::kSingle && complete ? Place::kRouter : Place::kAddress;
}

}  // namespace

std::uint8_t RouterHop(const PortCase& port, const Sighting& sighting) {
  std::uint8_t hop = 0;
  for (const PortCase& other : port.all) {
    for (const Sighting* seen : other.at(sighting.view).all()) {
      if (seen->trace && Comparable(*seen, sighting)) hop = std::max(hop, seen->trace->forwarder);
    }
  }
  return hop;
}

bool IsForwarded(const PortCase& port, const Sighting& from) {
  const auto all = port.at(from.view).all();
  return std::any_of(all.begin(), all.end(), [&](const Sighting* seen) {
    return Comparable(*seen, from) && seen->trace && seen->trace->forwarder > 0;
  });
}

Place PlaceOf(const PortCase& port, const Sighting& sighting) {
  if (!sighting.trace) return Place::kUnknown;
  const Trace& trace = *sighting.trace;
  const std::uint8_t router = RouterHop(port, sighting);
  if (trace.answered_at == 0) return OfSilence(trace, router);
  if (router == 0) return ByDistance(port, trace);
  if (trace.answered_at > router) return Place::kBeyond;
  return trace.answered_at == router ? Place::kRouter : Place::kBefore;
}

}  // namespace reach::diagnosis
