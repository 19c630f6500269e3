#include <algorithm>

#include "exporter/diagnosis/loss.h"
#include "exporter/diagnosis/rules.h"

namespace reach::diagnosis {
namespace {

// Marked packets from outside came to this host, where the port is served, and the answer was `no`.
const Sighting* ArrivedAndFailed(const PortCase& port, Answer answer) {
  if (!port.Arrived() || !port.Works(View::kOwnAddress) || !port.ListensBeyondLoopback()) {
    return nullptr;
  }
  if (port.Works(View::kOutside)) return nullptr;  // not everybody is kept out
  const Sighting* failed = port.Failing(View::kOutside, answer);
  const bool lost =
      failed != nullptr && answer == Answer::kSilence && SiblingIsLossy(port, *failed);
  return lost ? nullptr : failed;
}

// Some TCP port of the target gets an ICMP error where a closed one would reset.
bool TcpIsRejected(const PortCase& port, View view) {
  return std::any_of(port.all.begin(), port.all.end(), [view](const PortCase& other) {
    return other.port->transport == Transport::kTcp &&
           other.Failing(view, Answer::kRejected) != nullptr;
  });
}

}  // namespace

// kube-proxy rejects a Service without endpoints by "port unreachable"; so does many a node's
// firewall, which is why this is never proved.
Finding KubernetesNoEndpoints(const PortCase& port) {
  if (!port.target->kubernetes || port.Works(View::kLan)) return std::nullopt;
  const bool pod_works = port.Works(View::kOwnAddress);
  for (const View view : {View::kOwnAddress, View::kLan, View::kOutside}) {
    for (const Sighting* seen : port.at(view).all()) {
      if (seen->expected || seen->reason != Reason::kIcmpPortUnreachable) continue;
      // On UDP a pod without a listener says the same.
      if (!pod_works && !TcpIsRejected(port, view)) continue;
      return Conclude(Cause::kKubernetesNoEndpoints, Confidence::kLikely,
                      pod_works ? "The pod itself answers at its own address."
                                : "A closed TCP port would reset: a rule rejects.",
                      {Cause::kServiceDown, Cause::kHostFirewallReject});
    }
  }
  return std::nullopt;
}

Finding HostFirewallReject(const PortCase& port) {
  if (port.Works(View::kLan)) return std::nullopt;
  if (const Sighting* said = port.Failing(View::kLan, Answer::kRejected)) {
    const bool by_host = said->icmp && (said->icmp->offender == Offender::kTarget ||
                                        said->icmp->sender == said->address);
    if (by_host && !port.target->kubernetes) {
      return Conclude(Cause::kHostFirewallReject, Confidence::kProved);
    }
  }
  const Sighting* refused = port.Failing(View::kLan, Answer::kRefused);
  if (refused != nullptr && port.Serves(refused->address)) {
    return Conclude(Cause::kHostFirewallReject, Confidence::kProved,
                    "The host serves the port and refuses it to others.");
  }
  if (refused != nullptr && port.ListensBeyondLoopback() && port.at(View::kLoopback).empty()) {
    return Conclude(Cause::kHostFirewallReject, Confidence::kLikely);
  }
  if (ArrivedAndFailed(port, Answer::kRejected) != nullptr ||
      ArrivedAndFailed(port, Answer::kRefused) != nullptr) {
    return Conclude(Cause::kHostFirewallReject, Confidence::kProved,
                    "Packets from outside arrive at the host, and it rejects them.");
  }
  return std::nullopt;
}

Finding HostFirewallDrop(const PortCase& port) {
  const Sighting* silent = port.Failing(View::kLan, Answer::kSilence);
  if (silent != nullptr && !port.Works(View::kLan) && !port.Works(View::kOutside) &&
      port.Serves(silent->address)) {
    return Conclude(Cause::kHostFirewallDrop, Confidence::kProved,
                    "The host serves the port, and others of its network get no answer.");
  }
  // The answers could get lost on their way back, too.
  if (ArrivedAndFailed(port, Answer::kSilence) != nullptr) {
    return Conclude(Cause::kHostFirewallDrop, Confidence::kLikely,
                    "Packets from outside arrive at the host, and get no answer.",
                    {Cause::kNoRoute});
  }
  return std::nullopt;
}

}  // namespace reach::diagnosis
