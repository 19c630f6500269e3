#include <algorithm>

#include "exporter/diagnosis/rules.h"

namespace reach::diagnosis {
namespace {

// What the sockets say matters when something fails, or when nothing but a silence is known. A port
// that is expected to be closed is in order without a listener.
bool IsTroubled(const PortCase& port) {
  if (port.WorksBeyondLoopback()) return false;
  if (port.FailsAnywhere()) return true;
  if (port.port->internal) return false;
  for (const View view : {View::kOwnAddress, View::kLan, View::kHairpin, View::kOutside}) {
    for (const Sighting* seen : port.at(view).all()) {
      if (AnswerOf(*seen, port.port->transport) != Answer::kQuiet) return false;
    }
  }
  return true;
}

bool HostRefuses(const PortCase& port) {
  return port.Failing(View::kLoopback, Answer::kRefused) != nullptr ||
         port.Failing(View::kOwnAddress, Answer::kRefused) != nullptr;
}

bool LanRefuses(const PortCase& port) {
  return port.Failing(View::kLan, Answer::kRefused) != nullptr;
}

const char* TransportWord(Transport transport) {
  return transport == Transport::kTcp ? "TCP" : "UDP";
}

// Ports of the same owner that are no other expected port of this target.
const host::Listener* Elsewhere(const PortCase& port) {
  for (const host::Listener& listener : port.port->listeners->elsewhere) {
    const bool expected =
        std::any_of(port.all.begin(), port.all.end(), [&listener](const PortCase& other) {
          return other.port->port == listener.port && other.port->transport == listener.transport;
        });
    if (!expected && listener.transport == port.port->transport) return &listener;
  }
  return nullptr;
}

bool IsStarting(const TargetEvidence& target) {
  return target.process_age && *target.process_age < target.start_grace;
}

}  // namespace

Finding WrongProtocol(const PortCase& port) {
  if (port.scope() != host::BindScope::kNone || !IsTroubled(port)) return std::nullopt;
  if (port.port->listeners->other_transport.empty()) return std::nullopt;
  const Transport used = port.port->listeners->other_transport.front().transport;
  return Conclude(Cause::kWrongProtocol, Confidence::kProved,
                  "Port " + std::to_string(port.port->port) + " is in use by " +
                      TransportWord(used) + " and asked by " + TransportWord(port.port->transport) +
                      ".");
}

// Nobody listens: the server is down, starts, or uses another port.
Finding NotListening(const PortCase& port) {
  if (!IsTroubled(port)) return std::nullopt;
  const bool refused = HostRefuses(port) || LanRefuses(port);
  if (!port.scope()) {
    // The host refuses itself on both ways: hardly anything else is left.
    const bool both = port.Failing(View::kLoopback, Answer::kRefused) != nullptr &&
                      port.Failing(View::kOwnAddress, Answer::kRefused) != nullptr;
    if (!both) return std::nullopt;
    if (IsStarting(*port.target)) return Conclude(Cause::kServiceStarting, Confidence::kLikely);
    return Conclude(Cause::kServiceDown, Confidence::kLikely, "",
                    {Cause::kBoundToLostAddress, Cause::kWrongPort});
  }
  if (port.scope() != host::BindScope::kNone) return std::nullopt;
  if (IsStarting(*port.target)) {
    return Conclude(Cause::kServiceStarting, Confidence::kLikely,
                    "The process has been running for " +
                        std::to_string(static_cast<int>(Seconds(*port.target->process_age))) +
                        " s.",
                    {Cause::kServiceDown});
  }
  if (const host::Listener* other = Elsewhere(port)) {
    return Conclude(Cause::kWrongPort, Confidence::kLikely,
                    "The same service listens on port " + std::to_string(other->port) + ".",
                    {Cause::kServiceDown});
  }
  // Without a refusal a socket in another network namespace (a container) is not excluded.
  return Conclude(Cause::kServiceDown, refused ? Confidence::kProved : Confidence::kLikely);
}

Finding BoundToLoopback(const PortCase& port) {
  if (!IsTroubled(port)) return std::nullopt;
  if (port.scope() == host::BindScope::kLoopback) {
    return Conclude(Cause::kBoundToLoopback, Confidence::kProved);
  }
  // Traffic of a host to itself passes its loopback interface, whatever the address: a firewall
  // that lets one through and not the other is next to impossible.
  if (!port.scope() && port.Works(View::kLoopback) &&
      port.Failing(View::kOwnAddress, Answer::kRefused) != nullptr) {
    return Conclude(Cause::kBoundToLoopback, Confidence::kProved);
  }
  return std::nullopt;
}

Finding BoundToLostAddress(const PortCase& port) {
  if (port.scope() != host::BindScope::kLostAddress || !IsTroubled(port)) return std::nullopt;
  return Conclude(Cause::kBoundToLostAddress, Confidence::kProved);
}

Finding Ipv6OnlyBind(const PortCase& port) {
  const bool known = port.scope().has_value();
  if (known && port.scope() != host::BindScope::kWildcardV6) return std::nullopt;
  bool refused4 = false;
  bool works6 = false;
  for (const View view : {View::kLoopback, View::kOwnAddress, View::kLan, View::kOutside}) {
    if (!known && view == View::kOutside) continue;  // there NAT is the usual reason
    for (const Sighting* seen : port.at(view).all()) {
      const Answer answer = AnswerOf(*seen, port.port->transport);
      if (!seen->expected && seen->address.is_v4() && answer != Answer::kYes) refused4 = true;
      if (seen->expected && seen->address.is_v6() && answer == Answer::kYes) works6 = true;
    }
  }
  if (!refused4) return std::nullopt;
  if (known) return Conclude(Cause::kIpv6OnlyBind, Confidence::kProved);
  if (works6) {
    return Conclude(Cause::kIpv6OnlyBind, Confidence::kLikely, "",
                    {Cause::kHostFirewallReject, Cause::kHostFirewallDrop});
  }
  return std::nullopt;
}

}  // namespace reach::diagnosis
