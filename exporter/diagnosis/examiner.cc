#include "exporter/diagnosis/examiner.h"

#include <algorithm>
#include <set>
#include <utility>

#include "exporter/diagnosis/arrivals.h"
#include "exporter/diagnosis/description.h"
#include "exporter/diagnosis/home.h"
#include "exporter/diagnosis/own_path.h"
#include "exporter/diagnosis/routes.h"
#include "exporter/net/when_all.h"

namespace reach::diagnosis {
namespace {

constexpr Duration kOutboundTimeout = std::chrono::seconds(4);

// As the reply says; of a game that has a protocol's version too, that one: it decides who can
// join.
std::optional<std::string> VersionOf(const std::vector<Looked>& looked) {
  std::optional<std::string> version;
  for (const Looked& one : looked) {
    if (!one.facts) continue;
    for (const auto& [name, text] : one.facts->words) {
      if (text.empty()) continue;
      if (name == "protocol") return text;
      if (name == "version") version = text;
    }
  }
  return version;
}

}  // namespace

View ViewOf(Path path, const Address& address) {
  switch (path) {
    case Path::kLocal:
      return IsLoopback(address) ? View::kLoopback : View::kOwnAddress;
    case Path::kLan:
      return View::kLan;
    case Path::kHairpin:
      return View::kHairpin;
    case Path::kInternet:
      return View::kOutside;
  }
  return View::kOutside;
}

Path Examiner::PathOf(const Subject& subject, const Check& check, const Address& address) {
  return OwnPath(subject, check, address, views_.Wan(subject),
                 [this](const Address& to) { return once_.network().PathTo(to, Clock::now()); });
}

// A name that has both families is looked at by both: one of them may be broken.
Task<std::vector<Examiner::Place>> Examiner::Resolve(const Check& check) {
  const Family family = check.family;
  std::vector<Place> places;
  if (check.address()) {
    places.push_back({{check.address(), {}}, check.address().family});
    co_return places;
  }
  std::vector<Family> families = {family};
  if (family == Family::kAny) families = {Family::kIp4, Family::kIp6};
  for (const Family one : families) {
    Place place;
    place.family = one;
    place.found = co_await once_.Find(check.host, one);
    places.push_back(place);
  }
  const auto has_address = [](const Place& place) { return bool(place.found.address); };
  if (std::any_of(places.begin(), places.end(), has_address)) {
    std::erase_if(places, [&](const Place& place) { return !has_address(place); });
  } else {
    places.resize(1);
  }
  co_return places;
}

Task<void> Examiner::AddLooks(const Subject& subject, const Check& check, std::vector<Look>& looks,
                              std::vector<Looked>& unresolved) {
  const std::vector<Place> places = co_await Resolve(check);
  for (const Place& place : places) {
    if (!place.found.address) {
      Looked failure;
      failure.sighting.vantage = "local";
      failure.sighting.reason = place.found.failure;
      failure.sighting.attempts = 1;
      unresolved.push_back(std::move(failure));
      continue;
    }
    const Path path = PathOf(subject, check, place.found.address);
    looks.push_back(
        {check, {place.found.address, check.port}, path, ViewOf(path, place.found.address)});
  }
}

// Only by families that the target is reached by: a server without IPv6 need not answer there.
void Examiner::AddLocal(const Subject& subject, const Check& served, std::vector<Look>& looks) {
  std::set<Family> families;
  for (const Look& look : looks) families.insert(look.where.address.family);
  for (const Destination& where : views_.LocalDestinations(subject, served)) {
    if (!families.empty() && !families.contains(where.address.family)) continue;
    const auto same = [&](const Look& look) { return look.where.address == where.address; };
    if (std::any_of(looks.begin(), looks.end(), same)) continue;
    looks.push_back({served, where, Path::kLocal, ViewOf(Path::kLocal, where.address)});
  }
}

Task<std::vector<Looked>> Examiner::LookAround(const Subject& subject, BothSides sides,
                                               Round& round) {
  std::vector<Looked> looked;
  std::vector<Look> looks;
  for (const Check* one : {sides.outside, sides.inside}) {
    if (one != nullptr) co_await AddLooks(subject, *one, looks, looked);
  }
  for (const Look& look : looks) {
    if (look.path != Path::kLocal) round.push_back(once_.WatchAnswers(look.where.address));
  }
  AddLocal(subject, sides.inside != nullptr ? *sides.inside : *sides.outside, looks);
  std::vector<Task<Looked>> tasks;
  tasks.reserve(looks.size());
  for (Look& look : looks) tasks.push_back(LookAt(once_, std::move(look)));
  std::vector<Looked> seen = co_await WhenAll(once_.io().get_executor(), std::move(tasks));
  std::move(seen.begin(), seen.end(), std::back_inserter(looked));
  co_return looked;
}

Task<PortEvidence> Examiner::ExaminePort(const Subject& subject, BothSides sides, Round& round) {
  std::vector<Looked> looked = co_await LookAround(subject, sides, round);
  const Check& check = sides.outside != nullptr ? *sides.outside : *sides.inside;
  PortEvidence port = Describe(check);
  port.version = VersionOf(looked);
  for (Looked& one : looked) port.sightings.push_back(std::move(one.sighting));
  co_return port;
}

// Apart from our own attempts: those make the host's counters move too.
Task<void> Examiner::AskVantages(const Subject& subject, TargetEvidence& evidence) {
  const std::unique_ptr<host::Window> window = views_.OpenWindow(subject);
  std::vector<Task<std::vector<Sighting>>> tasks;
  for (const Check& check : subject.checks) tasks.push_back(views_.FromVantages(check));
  auto seen = co_await WhenAll(once_.io().get_executor(), std::move(tasks));
  if (window != nullptr) window->Close();
  for (std::size_t i = 0; i < seen.size(); ++i) {
    PortEvidence& port = evidence.ports[i];  // the subject's own checks come first
    if (!seen[i].empty() && window != nullptr) port.counters = window->deltas();
    std::move(seen[i].begin(), seen[i].end(), std::back_inserter(port.sightings));
  }
  if (window != nullptr) AddArrivals(subject, *window, evidence);
  co_await ProveArrivals(subject, evidence);
}

void Examiner::AddArrivals(const Subject& subject, const host::Window& window,
                           TargetEvidence& evidence) {
  const PortsFrom ports_from = [&window](const Address& source, Transport transport) {
    return window.arrivals().PortsFrom(source, transport);
  };
  ServedPort served;
  for (const BothSides& one : subject.Ports()) served.expected.insert(one.served().port);
  const std::vector<PortCase> cases = CasesOf(evidence);
  std::size_t i = 0;
  for (const BothSides& one : subject.Ports()) {
    served.number = one.served().port;
    PortEvidence& port = evidence.ports[i];
    port.arrival = ArrivalByPackets(port, served, ports_from);
    if (!port.arrival) port.arrival = ArrivalByCounters(cases[i]);
    ++i;
  }
}

// Where nobody could watch the packets that the vantages sent anyway, they are asked for marked
// ones. One after the other: what the counters show must be of one port.
Task<void> Examiner::ProveArrivals(const Subject& subject, TargetEvidence& evidence) {
  for (std::size_t i = 0; i < subject.checks.size(); ++i) {
    PortEvidence& port = evidence.ports[i];
    if (port.arrival) continue;
    const auto fails_outside = [](const Sighting& seen) {
      return seen.view == View::kOutside && seen.vantage != "local" && !seen.expected;
    };
    if (std::none_of(port.sightings.begin(), port.sightings.end(), fails_outside)) continue;
    port.arrival = co_await views_.ArrivalAt(subject, subject.checks[i]);
    if (port.arrival && !IsAboutPort(*port.arrival, port)) port.arrival.reset();
  }
}

std::vector<Task<PortEvidence>> Examiner::Ports(const Subject& subject, Round& round) {
  std::vector<Task<PortEvidence>> tasks;
  for (const BothSides& port : subject.Ports()) {
    tasks.push_back(ExaminePort(subject, port, round));
  }
  return tasks;
}

// After the attempts: a server that went meanwhile listens no more.
Task<void> Examiner::AskHost(const Subject& subject, std::vector<PortEvidence>& ports) {
  co_await views_.Refresh();
  auto evidence = ports.begin();
  for (const BothSides& port : subject.Ports()) {
    const Check& served = port.served();
    evidence->listeners = views_.Listeners(subject, served);
    evidence->mapping = views_.Mapping(subject, served);
    ++evidence;
  }
}

// A process is looked for where something does not listen.
void Examiner::AskForProcess(const Subject& subject, TargetEvidence& evidence) {
  const auto missing = [](const PortEvidence& port) {
    return port.listeners && port.listeners->here.empty();
  };
  const bool any = std::any_of(evidence.ports.begin(), evidence.ports.end(), missing);
  if (any) evidence.process_age = views_.ProcessAge(subject);
}

Task<bool> Examiner::GetsOut(Check check) {
  const Names::Found found = co_await once_.Find(check.host, check.family);
  if (!found.address) co_return false;
  const Destination where{found.address, check.port};
  const Landing landing = co_await once_.Try(check.policy->module, where, kOutboundTimeout);
  co_return landing.seen.state() == State::kOpen;
}

// One that is reached is enough: what one of them does is no fault of ours.
Task<void> Examiner::AskOutbound(const Subject& subject, TargetEvidence& evidence) {
  const auto fails = [](const PortEvidence& port) {
    return std::any_of(port.sightings.begin(), port.sightings.end(),
                       [](const Sighting& seen) { return !seen.expected; });
  };
  if (std::none_of(evidence.ports.begin(), evidence.ports.end(), fails)) co_return;
  std::vector<Task<bool>> tasks;
  for (const Check& check : views_.Outbound(subject)) tasks.push_back(GetsOut(check));
  if (tasks.empty()) co_return;
  const auto out = co_await WhenAll(once_.io().get_executor(), std::move(tasks));
  evidence.outbound_blocked = std::find(out.begin(), out.end(), true) == out.end();
}

TargetEvidence Examiner::AboutTarget(const Subject& subject) {
  TargetEvidence evidence;
  evidence.target = subject.target;
  evidence.host = subject.host;
  evidence.name_is_literal = Address::Parse(subject.host).has_value();
  if (!subject.checks.empty()) {
    evidence.start_grace = subject.checks.front().policy->page_after;
    evidence.profile = subject.checks.front().policy->profile;
  }
  evidence.ddns = views_.Ddns(subject);
  evidence.lan_online = views_.Online(Scope::kLan);
  evidence.internet_online = views_.Online(Scope::kInternet);
  evidence.kubernetes = views_.Kubernetes();
  return evidence;
}

Task<TargetEvidence> Examiner::Examine(Subject subject) {
  Round round;
  std::vector<PortEvidence> ports =
      co_await WhenAll(once_.io().get_executor(), Ports(subject, round));
  co_await AskHost(subject, ports);
  TargetEvidence evidence = AboutTarget(subject);
  evidence.ports = std::move(ports);
  const std::optional<wan::WanStatus> wan = views_.Wan(subject);
  if (wan && IsAtHome(evidence, *wan)) evidence.wan = wan;
  AskForProcess(subject, evidence);
  co_await AskVantages(subject, evidence);
  co_await AskOutbound(subject, evidence);
  co_await FollowRoutes(once_, evidence);
  co_return evidence;
}

}  // namespace reach::diagnosis
