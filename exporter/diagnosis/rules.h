// The rules of the decision table: each looks for one fault and says what it concludes, if
// anything. Thread: pure functions. Owner: none.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "exporter/diagnosis/diagnosis.h"
#include "exporter/diagnosis/port_case.h"

namespace reach::diagnosis {

using Finding = std::optional<Diagnosis>;
using Rule = Finding (*)(const PortCase& port);

// `why` is the deciding observation in words, when the list of what was seen does not show it.
inline Finding Conclude(Cause cause, Confidence confidence, std::string why = "",
                        std::vector<Cause> candidates = {}) {
  Diagnosis found;
  found.cause = cause;
  found.confidence = confidence;
  if (!why.empty()) found.evidence.push_back(std::move(why));
  found.candidates = std::move(candidates);
  return found;
}

// rules_prober.cc and rules_name.cc: what is true of the whole target.
Finding ProberOffline(const PortCase& port);
Finding NameUnresolved(const PortCase& port);
Finding DdnsFault(const PortCase& port);
Finding OldAddressInCaches(const PortCase& port);
Finding DdnsPropagating(const PortCase& port);
Finding WanIpChanged(const PortCase& port);
Finding WanIpUnknown(const PortCase& port);
Finding Cgnat(const PortCase& port);
Finding HostDown(const PortCase& port);

// rules_listener.cc: who listens, and how far.
Finding WrongProtocol(const PortCase& port);
Finding NotListening(const PortCase& port);
Finding BoundToLoopback(const PortCase& port);
Finding BoundToLostAddress(const PortCase& port);
Finding Ipv6OnlyBind(const PortCase& port);

// rules_service.cc: the port is there, the service behind it is not right.
Finding AcceptQueueFull(const PortCase& port);
Finding ApplicationHung(const PortCase& port);
Finding ProxyBackendDown(const PortCase& port);
Finding RconAuth(const PortCase& port);
Finding WrongService(const PortCase& port);
Finding ClosedEarly(const PortCase& port);
Finding VersionMismatch(const PortCase& port);

// rules_firewall.cc: the server's own machine, or its cluster.
Finding KubernetesNoEndpoints(const PortCase& port);
Finding HostFirewallReject(const PortCase& port);
Finding HostFirewallDrop(const PortCase& port);

// rules_router.cc: the router before the server.
Finding DoubleNat(const PortCase& port);
Finding ForwardByMapping(const PortCase& port);
Finding ForwardWrongPort(const PortCase& port);
Finding ForwardWrongHost(const PortCase& port);
Finding NoPortForward(const PortCase& port);
Finding NoHairpin(const PortCase& port);

// rules_outside.cc: the way from the internet.
Finding RconExposed(const PortCase& port);
Finding MiddleboxReset(const PortCase& port);
Finding IspBlock(const PortCase& port);
Finding NoRoute(const PortCase& port);
Finding SourceBlocked(const PortCase& port);
Finding Ipv6Broken(const PortCase& port);
Finding QueryPortOnly(const PortCase& port);

// rules_quality.cc: it works, but not well, or not by the server.
Finding PacketLoss(const PortCase& port);
Finding HighLatency(const PortCase& port);
Finding AnsweredByFilter(const PortCase& port);

// healthy.cc and undecided.cc: what is left.
Finding Healthy(const PortCase& port);
Finding Undecided(const PortCase& port);  // never empty

}  // namespace reach::diagnosis
