#include "exporter/diagnosis/port_case.h"

#include <algorithm>
#include <set>
#include <string>

#include "exporter/wan/reserved.h"

namespace reach::diagnosis {
namespace {

bool IsUnresolved(Reason reason) {
  return reason >= Reason::kDnsNxdomain && reason <= Reason::kDnsUnavailable;
}

const wan::WanFamily& FamilyOf(const wan::WanStatus& status, const Address& address) {
  return address.is_v6() ? status.ip6 : status.ip4;
}

// An IPv6 host has public addresses of its own: known are those that it was probed at from within
// its network.
bool IsOfAnotherNetwork(const TargetEvidence& target, const Address& address) {
  bool known = false;
  for (const PortEvidence& port : target.ports) {
    for (const Sighting& seen : port.sightings) {
      const bool own = seen.view == View::kOwnAddress || seen.view == View::kLan;
      if (!own || !seen.address.is_v6() || PathOf(seen.address) != Path::kInternet) continue;
      if (wan::IsSameNetwork(seen.address, address)) return false;
      known = true;
    }
  }
  return known;
}

std::size_t Vantages(std::span<const Sighting* const> sightings) {
  std::set<std::string_view> names;
  for (const Sighting* sighting : sightings) names.insert(sighting->vantage);
  return names.size();
}

}  // namespace

Answer AnswerOf(const Sighting& sighting, Transport transport) {
  switch (sighting.reason) {
    case Reason::kSynAck:
    case Reason::kReply:
      return Answer::kYes;
    case Reason::kClosedEarly:
    case Reason::kResetAfterOpen:
      return Answer::kEarly;
    case Reason::kExpectMismatch:
    case Reason::kBadReply:
      return Answer::kWrong;
    case Reason::kExpectTimeout:
      return Answer::kMute;
    case Reason::kChallengeLoop:
      return Answer::kLooping;
    case Reason::kRst:
    case Reason::kSelfConnect:
      return Answer::kRefused;
    case Reason::kIcmpPortUnreachable:
      return transport == Transport::kUdp ? Answer::kRefused : Answer::kRejected;
    case Reason::kIcmpNetProhibited:
    case Reason::kIcmpHostProhibited:
    case Reason::kIcmpAdminProhibited:
    case Reason::kIcmpPolicyFailed:
      return Answer::kRejected;
    case Reason::kIcmpHostUnreachable:
    case Reason::kNoNeighbour:
      return Answer::kHostAbsent;
    case Reason::kIcmpNetUnreachable:
    case Reason::kIcmpTtlExceeded:
    case Reason::kNoRoute:
      return Answer::kNoWay;
    case Reason::kNoAnswer:
      return Answer::kSilence;
    case Reason::kNoReplyRequired:
      return Answer::kQuiet;
    default:
      return Answer::kOther;
  }
}

const Sighting* Sightings::working() const {
  const auto found = std::find_if(all_.begin(), all_.end(), [](const Sighting* sighting) {
    return sighting->expected && StateOf(sighting->reason) == State::kOpen;
  });
  return found == all_.end() ? nullptr : *found;
}

const Sighting* Sightings::failing() const {
  const auto found = std::find_if(all_.begin(), all_.end(),
                                  [](const Sighting* sighting) { return !sighting->expected; });
  return found == all_.end() ? nullptr : *found;
}

const Sighting* Sightings::Failing(Answer answer, Transport transport) const {
  for (const Sighting* sighting : all_) {
    if (!sighting->expected && AnswerOf(*sighting, transport) == answer) return sighting;
  }
  return nullptr;
}

PortCase::PortCase(const TargetEvidence& target_evidence, const PortEvidence& port_evidence)
    : target(&target_evidence), port(&port_evidence) {
  for (const Sighting& sighting : port->sightings) Sort(sighting);
  CountSources();
}

void PortCase::Sort(const Sighting& sighting) {
  if (IsOffline(sighting)) {
    offline.push_back(&sighting);
  } else if (IsUnresolved(sighting.reason)) {
    unresolved.push_back(&sighting);
  } else if (IsVerdict(StateOf(sighting.reason))) {
    views[static_cast<std::size_t>(sighting.view)].Add(&sighting);
  }
}

// The controls speak for the vantage that is this exporter only: another one has its own.
bool PortCase::IsOffline(const Sighting& sighting) const {
  if (sighting.reason == Reason::kProberOffline) return true;
  if (sighting.expected || sighting.vantage != "local") return false;
  if (StateOf(sighting.reason) == State::kUnknown) return false;
  switch (sighting.view) {
    case View::kLan:
    case View::kHairpin:
      return target->lan_online == false;
    case View::kOutside:
      return target->lan_online == false || target->internet_online == false;
    case View::kLoopback:
    case View::kOwnAddress:
      break;
  }
  return false;
}

void PortCase::CountSources() {
  constexpr std::array kOfView = {Source::kLoopback, Source::kOwn, Source::kLan, Source::kHairpin,
                                  Source::kOutside};
  for (std::size_t i = 0; i < views.size(); ++i) {
    if (!views[i].empty()) sources.Add(kOfView[i]);
  }
  const Sightings& outside = at(View::kOutside);
  if (Vantages(outside.all()) >= 2) sources.Add(Source::kTwoOutside);
  if (Vantages(unresolved) >= 2) sources.Add(Source::kTwoResolvers);
  for (const Sighting* sighting : outside.all()) {
    if (sighting->trace) sources.Add(Source::kTrace);
    if (sighting->trace && sighting->trace->answer_tos) sources.Add(Source::kTos);
  }
  if (target->lan_online == false || target->internet_online == false) {
    sources.Add(Source::kControl);
  }
  if (port->listeners) sources.Add(Source::kHost);
  if (port->counters) sources.Add(Source::kCounters);
  if (port->mapping) sources.Add(Source::kMapping);
  if (port->arrival && port->arrival->marked) sources.Add(Source::kArrival);
  if (port->version) sources.Add(Source::kReply);
  if (target->wan) {
    if (target->wan->ip4.agreed || target->wan->ip6.agreed) sources.Add(Source::kWan);
    if (target->wan->router_external) sources.Add(Source::kRouter);
  }
  if (target->ddns) sources.Add(Source::kDdns);
}

bool PortCase::FailsAnywhere() const {
  return std::any_of(views.begin(), views.end(),
                     [](const Sightings& view) { return view.failing() != nullptr; });
}

bool PortCase::WorksBeyondLoopback() const {
  return Works(View::kOwnAddress) || Works(View::kLan) || Works(View::kHairpin) ||
         Works(View::kOutside);
}

std::optional<host::BindScope> PortCase::scope() const {
  if (!port->listeners) return std::nullopt;
  return host::ScopeOf(*port->listeners);
}

bool PortCase::ListensBeyondLoopback() const {
  const auto widest = scope();
  return widest && *widest >= host::BindScope::kOwnAddress;
}

bool PortCase::Serves(const Address& address) const {
  for (const Sighting* seen : at(View::kOwnAddress).all()) {
    if (seen->expected && seen->address == address && StateOf(seen->reason) == State::kOpen) {
      return true;
    }
  }
  if (!port->listeners || !Works(View::kLoopback)) return false;
  const auto& here = port->listeners->here;
  return std::any_of(here.begin(), here.end(), [&address](const host::Listener& listener) {
    switch (listener.scope) {
      case host::BindScope::kDual:
        return true;
      case host::BindScope::kWildcardV4:
        return address.is_v4();
      case host::BindScope::kWildcardV6:
        return address.is_v6();
      case host::BindScope::kOwnAddress:
        return listener.address == address;
      default:
        return false;
    }
  });
}

std::optional<bool> PortCase::IsOfHost(const Address& address) const {
  bool known = false;
  for (const View view : {View::kOwnAddress, View::kLan}) {
    for (const Sighting* seen : at(view).all()) {
      if (seen->address.family != address.family) continue;
      if (seen->address == address) return true;
      known = true;
    }
  }
  if (known) return false;
  return std::nullopt;
}

bool PortCase::MappingIsRight() const {
  return port->mapping && port->mapping->enabled && port->mapping->internal_address &&
         port->mapping->internal_port == port->port &&
         IsOfHost(*port->mapping->internal_address).value_or(false);
}

bool PortCase::IsOurs(const Address& address) const {
  if (!target->wan || !address) return false;
  const wan::WanFamily& family = FamilyOf(*target->wan, address);
  return family.agreed && family.address == address;
}

bool PortCase::IsForeign(const Address& address) const {
  if (!address || PathOf(address) != Path::kInternet) return false;
  if (address.is_v6()) return IsOfAnotherNetwork(*target, address);
  if (!target->wan) return false;
  const wan::WanFamily& family = target->wan->ip4;
  return family.agreed && !family.multi_homed && family.address && family.address != address;
}

std::vector<PortCase> CasesOf(const TargetEvidence& target) {
  std::vector<PortCase> cases;
  cases.reserve(target.ports.size());
  for (const PortEvidence& port : target.ports) cases.emplace_back(target, port);
  for (PortCase& one : cases) one.all = cases;
  return cases;
}

}  // namespace reach::diagnosis
