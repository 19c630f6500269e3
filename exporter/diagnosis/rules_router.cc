#include <algorithm>

#include "exporter/diagnosis/place.h"
#include "exporter/diagnosis/rules.h"

namespace reach::diagnosis {
namespace {

// The server works up to the router: another host of its network reaches it.
bool WorksBehindRouter(const PortCase& port) { return port.Works(View::kLan); }

// At an address that is somebody else's, no router of ours had a say.
const Sighting* OutsideFailure(const PortCase& port) {
  if (port.Works(View::kOutside)) return nullptr;
  for (const Sighting* seen : port.at(View::kOutside).all()) {
    if (!seen->expected && !port.IsForeign(seen->address)) return seen;
  }
  return nullptr;
}

// That the host counts itself, of the port's transport; call only when there are counters.
std::uint64_t Refusals(const PortCase& port) {
  const host::CounterDeltas& counters = *port.port->counters;
  return port.port->transport == Transport::kTcp ? counters.resets_sent : counters.udp_no_ports;
}

// Some vantage finds that packets get that far.
bool IsAt(const PortCase& port, Place place) {
  const auto all = port.at(View::kOutside).all();
  return std::any_of(all.begin(), all.end(), [&](const Sighting* seen) {
    return !seen->expected && PlaceOf(port, *seen) == place;
  });
}

// To its own network the router answers at the first hop, in place of whom it would forward to.
bool RouterAnswersItself(const PortCase& port) {
  const auto all = port.at(View::kHairpin).all();
  return std::any_of(all.begin(), all.end(), [](const Sighting* seen) {
    return !seen->expected && seen->trace && seen->trace->answered_at == 1 &&
           seen->trace->forwarder == 0;
  });
}

}  // namespace

// Two routers are a fault only when packets do not get through both.
Finding DoubleNat(const PortCase& port) {
  if (!port.target->wan || port.target->wan->nat != wan::Nat::kDouble) return std::nullopt;
  const Sighting* failed = OutsideFailure(port);
  if (failed == nullptr || port.Arrived() || !failed->address.is_v4()) return std::nullopt;
  if (!WorksBehindRouter(port) && !port.NotArrived()) return std::nullopt;
  return Conclude(
      Cause::kDoubleNat,
      port.MappingIsRight() && port.NotArrived() ? Confidence::kProved : Confidence::kLikely,
      "The router's own address is private: " + ToString(port.target->wan->router_external) + ".",
      {Cause::kNoPortForward});
}

// The router says itself where it forwards the port. What its loopback does with that counts only
// where nobody looked from outside.
Finding ForwardByMapping(const PortCase& port) {
  const bool looped = port.at(View::kOutside).empty() && port.Fails(View::kHairpin);
  if ((OutsideFailure(port) == nullptr && !looped) || !port.port->mapping) return std::nullopt;
  const wan::PortMapping& mapping = *port.port->mapping;
  if (!mapping.internal_address) return std::nullopt;
  if (port.IsOfHost(*mapping.internal_address) == false) {
    return Conclude(Cause::kForwardWrongHost, Confidence::kProved,
                    "The router forwards the port to " + ToString(*mapping.internal_address) + ".");
  }
  if (mapping.internal_port != port.port->port) {
    return Conclude(
        Cause::kForwardWrongPort, Confidence::kProved,
        "The router forwards it to port " + std::to_string(mapping.internal_port) + ".");
  }
  if (!mapping.enabled && WorksBehindRouter(port)) {
    return Conclude(Cause::kNoPortForward, Confidence::kProved,
                    "The router has the forward, and it is switched off.");
  }
  return std::nullopt;
}

Finding ForwardWrongPort(const PortCase& port) {
  if (IsAt(port, Place::kBefore)) return std::nullopt;
  if (OutsideFailure(port) != nullptr && port.NotArrived() && port.HostServes() &&
      !port.port->arrival->elsewhere.empty()) {
    return Conclude(Cause::kForwardWrongPort, Confidence::kLikely,
                    "Packets of " + port.port->arrival->vantage + " come to port " +
                        std::to_string(port.port->arrival->elsewhere.front()) + " of the host.");
  }
  if (OutsideFailure(port) == nullptr || !WorksBehindRouter(port)) return std::nullopt;
  if (port.Failing(View::kOutside, Answer::kRefused) == nullptr || !port.port->counters) {
    return std::nullopt;
  }
  if (Refusals(port) == 0) return std::nullopt;
  return Conclude(
      Cause::kForwardWrongPort,
      port.Arrived() && port.port->arrival->marked ? Confidence::kProved : Confidence::kLikely,
      "The host counts refusals of its own while it is probed from outside.",
      {Cause::kHostFirewallReject});
}

Finding ForwardWrongHost(const PortCase& port) {
  const Sighting* failed = OutsideFailure(port);
  if (failed == nullptr) return std::nullopt;
  if (!WorksBehindRouter(port) && !(port.NotArrived() && port.HostServes())) return std::nullopt;
  // At an address that is not known to be ours it could be a stranger's machine.
  const Confidence sure = port.IsOurs(failed->address) ? Confidence::kProved : Confidence::kLikely;
  if (port.Failing(View::kOutside, Answer::kHostAbsent) != nullptr) {
    return Conclude(Cause::kForwardWrongHost, sure,
                    "The router does not find the machine that it forwards to.");
  }
  if (IsAt(port, Place::kBefore) || !IsAt(port, Place::kBeyond) || failed->address.is_v6()) {
    return std::nullopt;
  }
  const bool counted = port.port->counters.has_value();
  const bool still = counted && Refusals(port) == 0;
  if (!still && !port.NotArrived()) return std::nullopt;
  const Sighting* refused = port.Failing(View::kOutside, Answer::kRefused);
  if (refused != nullptr && PlaceOf(port, *refused) == Place::kBeyond) {
    // A router that puts its own address into what it forwards hides the vantage's.
    return Conclude(Cause::kForwardWrongHost, counted && !still ? Confidence::kLikely : sure,
                    "A machine behind the router refuses, and it is not the server's.");
  }
  if (!port.NotArrived() || port.Failing(View::kOutside, Answer::kSilence) == nullptr) {
    return std::nullopt;
  }
  const bool one_router = port.target->wan && port.target->wan->nat == wan::Nat::kSingle;
  return Conclude(Cause::kForwardWrongHost, Confidence::kLikely,
                  "The router forwards the port, and nothing comes to the server's machine.",
                  one_router ? std::vector<Cause>{} : std::vector{Cause::kDoubleNat});
}

// The router itself answers, or says that it has no forward.
Finding NoPortForward(const PortCase& port) {
  const Sighting* failed = OutsideFailure(port);
  if (failed == nullptr || port.Arrived()) return std::nullopt;
  for (const Sighting* seen : port.at(View::kOutside).all()) {
    if (seen->expected || !seen->trace || seen->trace->answered_at == 0) continue;
    if (PlaceOf(port, *seen) != Place::kRouter) continue;
    const bool ours = port.IsOurs(seen->address);
    if (!ours && RouterHop(port, *seen) == 0) continue;  // it may be a stranger's address
    return Conclude(Cause::kNoPortForward, ours ? Confidence::kProved : Confidence::kLikely,
                    "The answer comes from the router itself.");
  }
  // What gets lost before the router, or is forwarded by it, has another reason.
  if (IsAt(port, Place::kBefore) || IsAt(port, Place::kBeyond)) return std::nullopt;
  if (RouterAnswersItself(port) && port.IsOurs(failed->address) && !port.Works(View::kHairpin)) {
    return Conclude(Cause::kNoPortForward, Confidence::kLikely,
                    "The router itself answers for the port, as seen from its own network.",
                    {Cause::kIspBlock});
  }
  const bool none = port.port->mapping && !port.port->mapping->internal_address;
  const bool behind = WorksBehindRouter(port) || port.NotArrived();
  if (none && behind && port.IsOurs(failed->address)) {
    return Conclude(Cause::kNoPortForward, Confidence::kLikely,
                    "The router lists no forward for the port.",
                    {Cause::kIspBlock, Cause::kForwardWrongHost});
  }
  return std::nullopt;
}

Finding NoHairpin(const PortCase& port) {
  const Sighting* hairpin = port.at(View::kHairpin).failing();
  if (hairpin == nullptr || !port.Works(View::kOutside)) return std::nullopt;
  const bool same = port.at(View::kOutside).working()->address == hairpin->address;
  return Conclude(Cause::kNoHairpin, same ? Confidence::kProved : Confidence::kLikely);
}

}  // namespace reach::diagnosis
