#include <algorithm>
#include <array>

#include "exporter/diagnosis/cause_table.h"
#include "exporter/diagnosis/root.h"
#include "exporter/diagnosis/rules.h"
#include "exporter/diagnosis/words.h"

namespace reach::diagnosis {
namespace {

// Top down, the first match wins.
constexpr std::array kRules = {
    // Without these nothing else was seen.
    ProberOffline, DdnsFault, OldAddressInCaches, NameUnresolved, WanIpChanged,
    // It works, and yet something is wrong.
    RconExposed, AnsweredByFilter, VersionMismatch, RconAuth,
    // The server's sockets, then what is behind them.
    ProxyBackendDown, KubernetesNoEndpoints, WrongProtocol, NotListening, BoundToLoopback,
    BoundToLostAddress, Ipv6OnlyBind, AcceptQueueFull, HostDown,
    // Its machine.
    HostFirewallReject, HostFirewallDrop,
    // Before a silence is taken for anything else.
    Ipv6Broken, PacketLoss, SourceBlocked, ApplicationHung, WrongService, ClosedEarly,
    // The router.
    NoHairpin, Cgnat, DoubleNat, ForwardByMapping, ForwardWrongPort, ForwardWrongHost,
    NoPortForward,
    // The way to it.
    MiddleboxReset, IspBlock, NoRoute, QueryPortOnly,
    // What does not keep anybody out, and what is left.
    DdnsPropagating, WanIpUnknown, HighLatency, Healthy, Undecided};

// A rule may be surer than the views allow: the table has the last word.
Diagnosis Checked(Diagnosis found, const PortCase& port) {
  if (found.confidence == Confidence::kProved && !CanProve(found.cause, port.sources)) {
    found.confidence = Confidence::kLikely;
  }
  std::erase(found.candidates, found.cause);
  const std::vector<std::string> seen = EvidenceOf(port);
  found.evidence.insert(found.evidence.end(), seen.begin(), seen.end());
  return found;
}

struct Findings {
  Diagnosis first;  // of the whole table
  Diagnosis check;  // of the check itself, where the first is true of the whole target
};

Findings Apply(const PortCase& port) {
  std::optional<Diagnosis> first;
  for (const Rule rule : kRules) {
    const Finding found = rule(port);
    if (!found) continue;
    const Diagnosis checked = Checked(*found, port);
    if (!first) {
      first = checked;
      if (!RowOf(first->cause).whole_target) break;
      continue;
    }
    // A second fault, proved, at the server itself: that one is the check's own.
    if (checked.confidence == Confidence::kProved && !RowOf(checked.cause).whole_target &&
        checked.cause != Cause::kHealthy) {
      return {*first, checked};
    }
  }
  return {*first, *first};
}

}  // namespace

TargetDiagnosis Diagnose(const TargetEvidence& evidence) {
  TargetDiagnosis result;
  std::vector<RankedFinding> ranked;
  for (const PortCase& port : CasesOf(evidence)) {
    const Findings findings = Apply(port);
    ranked.push_back({findings.first, port.port->role, port.port->internal});
    ranked.push_back({findings.check, port.port->role, port.port->internal});
    result.checks.push_back(findings.check);
  }
  result.root = RootOf(ranked);
  return result;
}

}  // namespace reach::diagnosis
