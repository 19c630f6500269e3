#include "exporter/diagnosis/candidates.h"

#include <algorithm>

#include "exporter/diagnosis/loss.h"
#include "exporter/diagnosis/place.h"

namespace reach::diagnosis {
namespace {

using enum Cause;

void Append(std::vector<Cause>& to, std::initializer_list<Cause> causes) {
  for (const Cause cause : causes) {
    if (std::find(to.begin(), to.end(), cause) == to.end()) to.push_back(cause);
  }
}

// Some other port of the address answers the same vantage, in any way.
bool SiblingAnswers(const PortCase& port, const Sighting& failed, bool only_open) {
  for (const PortCase& other : port.all) {
    if (&other == &port) continue;
    for (const Sighting* seen : other.at(failed.view).all()) {
      if (seen->vantage != failed.vantage || seen->address != failed.address) continue;
      const Answer answer = AnswerOf(*seen, other.port->transport);
      if (answer == Answer::kSilence || answer == Answer::kQuiet) continue;
      if (!only_open || StateOf(seen->reason) == State::kOpen) return true;
    }
  }
  return false;
}

// The address is not that of the target any more, or not yet known to be.
void AppendOldAddress(const PortCase& port, std::vector<Cause>& causes) {
  Append(causes, {port.target->name_is_literal ? kWanIpChanged : kDdnsStale});
}

// The same place gets another UDP port of the target through to its network: players can join.
bool GameIsForwarded(const PortCase& port, const Sighting& failed) {
  if (port.port->prober != "a2s") return false;
  return std::any_of(port.all.begin(), port.all.end(), [&](const PortCase& other) {
    return &other != &port && other.port->transport == Transport::kUdp &&
           IsForwarded(other, failed);
  });
}

// A TCP port beside it is closed: ICMP errors are limited, so a closed UDP port may keep silent.
bool TcpBesideIsRefused(const PortCase& port, const Sighting& failed) {
  if (port.port->transport != Transport::kUdp) return false;
  return std::any_of(port.all.begin(), port.all.end(), [&](const PortCase& other) {
    if (other.port->transport != Transport::kTcp || other.port->internal) return false;
    const Sighting* refused = other.Failing(failed.view, Answer::kRefused);
    return refused != nullptr && refused->address == failed.address;
  });
}

// Only one network has asked: another one may get an answer.
bool OneVantage(const PortCase& port) { return !port.sources.Contains(Source::kTwoOutside); }

// Linux copies the type of service of a SYN into the RST of a closed port; its firewall sends 0.
bool IsNoFirewallReset(const Sighting& failed) {
  return failed.trace && failed.trace->answer_tos.value_or(0) != 0;
}

// A full queue or a hung process silences its own port only.
std::vector<Cause> ServerSilence(const PortCase& port, const Sighting& failed) {
  const bool others = std::any_of(port.all.begin(), port.all.end(), [&](const PortCase& other) {
    return &other != &port && !other.at(failed.view).empty();
  });
  if (others && !SiblingAnswers(port, failed, false)) return {};
  if (port.port->transport == Transport::kTcp) return {kAcceptQueueFull};
  if (port.port->transport == Transport::kUdp) return {kApplicationHung, kWrongService};
  return {};
}

std::vector<Cause> RefusedFromOutside(const PortCase& port, const Sighting& failed) {
  const Place place = PlaceOf(port, failed);
  if (place == Place::kRouter) return {kNoPortForward, kDdnsStale};
  std::vector<Cause> causes;
  if (SiblingAnswers(port, failed, true)) {
    causes = {kServiceDown, kForwardWrongPort, kBoundToLoopback};
  } else {
    causes = {kServiceDown, kBoundToLoopback, kBoundToLostAddress, kForwardWrongHost,
              kForwardWrongPort};
  }
  if (!IsNoFirewallReset(failed)) Append(causes, {kHostFirewallReject});
  if (place == Place::kBeyond) return causes;
  Append(causes, {kNoPortForward});
  AppendOldAddress(port, causes);
  if (place == Place::kUnknown) Append(causes, {kForwardWrongHost, kMiddleboxReset});
  return causes;
}

std::vector<Cause> SilenceFromOutside(const PortCase& port, const Sighting& failed) {
  const Place place = PlaceOf(port, failed);
  const bool answers = SiblingAnswers(port, failed, false);
  if (place == Place::kEdge && GameIsForwarded(port, failed)) {
    return {kNoPortForward, kIspBlock, kQueryPortOnly};
  }
  if (place == Place::kEdge) return {kNoPortForward, kIspBlock};
  std::vector<Cause> causes = {kHostFirewallDrop, kForwardWrongHost};
  if (place != Place::kBeyond) {
    Append(causes, {kNoPortForward, kIspBlock});
    if (!answers) AppendOldAddress(port, causes);
    if (!answers) Append(causes, {kCgnat});
  }
  if (OneVantage(port)) Append(causes, {kSourceBlocked});
  if (SiblingIsLossy(port, failed)) Append(causes, {kPacketLoss});
  if (TcpBesideIsRefused(port, failed)) Append(causes, {kServiceDown, kBoundToLoopback});
  for (const Cause cause : ServerSilence(port, failed)) Append(causes, {cause});
  // Three unanswered ARP requests take about 3 s: a shorter wait sees silence.
  const bool waited = failed.failed_after && *failed.failed_after > std::chrono::seconds(3);
  if (!waited && !answers) Append(causes, {kHostDown});
  return causes;
}

std::vector<Cause> FromOutside(const PortCase& port, const Sighting& failed) {
  switch (AnswerOf(failed, port.port->transport)) {
    case Answer::kRefused:
      return RefusedFromOutside(port, failed);
    case Answer::kSilence:
      return SilenceFromOutside(port, failed);
    case Answer::kHostAbsent:
      return {kForwardWrongHost, kHostDown};
    case Answer::kRejected:
      if (PlaceOf(port, failed) == Place::kRouter) return {kNoPortForward, kDdnsStale};
      if (PlaceOf(port, failed) == Place::kBeyond) {
        return {kHostFirewallReject, kKubernetesNoEndpoints, kForwardWrongHost};
      }
      return {kHostFirewallReject, kKubernetesNoEndpoints, kNoPortForward, kForwardWrongHost,
              kDdnsStale};
    case Answer::kEarly:
      return {kProxyBackendDown, kClosedEarly, kSourceBlocked};
    case Answer::kNoWay:
      return {kNoRoute, kProberOffline};
    default:
      return {kWrongService, kApplicationHung};
  }
}

// What the LAN sees of the host itself.
std::vector<Cause> FromLan(const PortCase& port, const Sighting& failed) {
  std::vector<Cause> causes;
  switch (AnswerOf(failed, port.port->transport)) {
    case Answer::kRefused:
      causes = {kServiceDown, kBoundToLoopback, kBoundToLostAddress};
      if (!IsNoFirewallReset(failed)) Append(causes, {kHostFirewallReject});
      return causes;
    case Answer::kSilence:
      causes = {kHostFirewallDrop};
      for (const Cause cause : ServerSilence(port, failed)) Append(causes, {cause});
      if (!SiblingAnswers(port, failed, false)) Append(causes, {kHostDown});
      if (causes.size() < 2) Append(causes, {kSourceBlocked});
      return causes;
    case Answer::kHostAbsent:
      return {kHostDown, kHostFirewallReject};
    case Answer::kRejected:
      return {kHostFirewallReject, kKubernetesNoEndpoints};
    case Answer::kEarly:
      return {kClosedEarly, kProxyBackendDown};
    case Answer::kNoWay:
      return {kNoRoute, kProberOffline};
    default:
      return {kWrongService, kApplicationHung};
  }
}

std::vector<Cause> FromHost(const PortCase& port, const Sighting& failed) {
  switch (AnswerOf(failed, port.port->transport)) {
    case Answer::kRefused:
      return {kServiceDown, kBoundToLostAddress, kWrongPort};
    case Answer::kSilence:
      if (port.port->transport == Transport::kTcp) return {kAcceptQueueFull, kHostFirewallDrop};
      return {kApplicationHung, kHostFirewallDrop};
    case Answer::kRejected:
      return {kHostFirewallReject, kKubernetesNoEndpoints};
    case Answer::kEarly:
      return {kClosedEarly, kProxyBackendDown};
    default:
      return {kWrongService, kApplicationHung};
  }
}

// From the own network to the public address: the router may not turn packets round at all.
std::vector<Cause> FromHairpin(const PortCase& port, const Sighting& failed) {
  std::vector<Cause> causes = {kNoHairpin, kNoPortForward};
  const Answer answer = AnswerOf(failed, port.port->transport);
  if (GameIsForwarded(port, failed)) Append(causes, {kQueryPortOnly});
  if (answer == Answer::kRefused || answer == Answer::kRejected) {
    Append(causes, {kServiceDown, kBoundToLoopback, kForwardWrongHost, kForwardWrongPort,
                    kHostFirewallReject});
  } else if (answer == Answer::kSilence) {
    Append(causes, {kHostFirewallDrop, kForwardWrongHost, kCgnat});
    for (const Cause cause : ServerSilence(port, failed)) Append(causes, {cause});
  } else if (answer == Answer::kHostAbsent) {
    Append(causes, {kForwardWrongHost, kHostDown});
  } else {
    return FromLan(port, failed);
  }
  return causes;
}

bool IsForwardExcluded(const PortCase& port, const Sighting& failed, Cause cause) {
  const Sighting* looped = port.at(View::kHairpin).working();
  if (looped != nullptr && looped->address == failed.address) return true;
  if (port.MappingIsRight()) return true;
  if (port.target->wan && port.target->wan->nat == wan::Nat::kNone && port.IsOurs(failed.address)) {
    return true;  // no router translates anything
  }
  if (cause == kForwardWrongPort) return port.NotArrived() || failed.address.is_v6();
  if (cause == kForwardWrongHost && failed.address.is_v6()) return true;
  return port.Arrived();
}

// What the evidence of the other views says against one cause.
bool IsExcluded(const PortCase& port, const Sighting& failed, Cause cause) {
  const bool lan = port.Works(View::kLan);
  const bool own = port.Works(View::kOwnAddress);
  const bool served = lan || own;
  const bool outside = failed.view == View::kOutside;
  switch (cause) {
    case kServiceDown:
    case kWrongPort:
    case kBoundToLostAddress:
      return served || port.Works(View::kLoopback) || port.ListensBeyondLoopback();
    case kBoundToLoopback:
      return served || port.ListensBeyondLoopback();
    case kAcceptQueueFull:
    case kWrongService:
    case kApplicationHung:
      return served || port.Works(View::kLoopback);
    case kHostDown:
      return served || port.HostServes() || port.scope().has_value();
    case kHostFirewallReject:
    case kHostFirewallDrop:
      return (outside && port.NotArrived()) || (!outside && lan);
    case kForwardWrongHost:
    case kNoPortForward:
    case kForwardWrongPort:
      return IsForwardExcluded(port, failed, cause);
    case kIspBlock:
      return port.Arrived();
    case kNoHairpin:
      return port.Works(View::kHairpin);
    case kPacketLoss:
      return port.Works(failed.view);
    case kDdnsStale:
    case kWanIpChanged:
    case kCgnat: {
      const bool known = port.target->wan && port.target->wan->nat != wan::Nat::kUnknown;
      const bool in_sync = port.target->ddns && port.target->ddns->state == wan::DdnsState::kInSync;
      if (port.Arrived() || failed.address.is_v6()) return true;
      if (cause == kCgnat) return known;
      if (cause == kWanIpChanged) return port.IsOurs(failed.address);
      return port.IsOurs(failed.address) || in_sync || port.target->name_is_literal;
    }
    case kKubernetesNoEndpoints:
      return !port.target->kubernetes;
    default:
      return false;
  }
}

}  // namespace

std::vector<Cause> CandidatesOf(const PortCase& port, const Sighting& failed) {
  switch (failed.view) {
    case View::kOutside:
      return FromOutside(port, failed);
    case View::kHairpin:
      return FromHairpin(port, failed);
    case View::kLan:
      return FromLan(port, failed);
    case View::kLoopback:
    case View::kOwnAddress:
      break;
  }
  return FromHost(port, failed);
}

std::vector<Cause> Remaining(const PortCase& port, const Sighting& failed,
                             std::vector<Cause> candidates) {
  std::erase_if(candidates, [&](Cause cause) { return IsExcluded(port, failed, cause); });
  return candidates;
}

}  // namespace reach::diagnosis
