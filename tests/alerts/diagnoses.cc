#include "tests/alerts/diagnoses.h"

#include <algorithm>
#include <utility>

#include "exporter/diagnosis/description.h"
#include "exporter/diagnosis/examiner.h"
#include "exporter/engine/confirmation.h"

namespace reach::replay {
namespace {

// Several attempts with their timeouts, and the routes.
constexpr Duration kExamination = std::chrono::seconds(10);
constexpr Duration kAgain = std::chrono::seconds(60);  // as in diagnoser.cc

std::optional<bool> Known(const OnlineStatus& status) {
  if (status.online == Online::kUnknown) return std::nullopt;
  return status.online == Online::kYes;
}

host::PortListeners BoundToAll(const Check& check) {
  host::Listener listener;
  listener.transport = check.policy->module->transport;
  listener.port = check.port;
  listener.scope = host::BindScope::kDual;
  host::PortListeners listeners;
  listeners.here.push_back(listener);
  return listeners;
}

}  // namespace

Diagnoses::Diagnoses(Timeline& time, const World& world,
                     std::shared_ptr<const config::Config> config, Views views)
    : time_(time), world_(world), config_(std::move(config)), views_(std::move(views)) {}

void Diagnoses::Touch(const std::string& touched, bool success) {
  const std::string target = diagnosis::Subject(config_->inside_of, touched).target;
  if (success && !entries_.contains(target)) return;
  PlanExamination(target, kExamination);
}

void Diagnoses::PlanExamination(const std::string& target, Duration pause) {
  if (std::exchange(entries_[target].planned, true)) return;
  time_.After(pause, [weak = weak_from_this(), target] {
    if (const auto self = weak.lock()) self->Examine(target);
  });
}

void Diagnoses::Examine(const std::string& target) {
  diagnosis::Subject subject(config_->inside_of, target);
  for (const Check& check : config_->checks) subject.Offer(config_->inside_of, check);
  const diagnosis::TargetEvidence evidence = Evidence(subject);
  Entry& entry = entries_.at(target);
  entry.planned = false;
  auto verdict = diagnosis::Conclude(evidence, entry.holder, time_.now()).verdict;
  const bool trouble = verdict->diagnosis.root.cause != Cause::kHealthy;
  auto verdicts = std::make_shared<diagnosis::Verdicts>(*published_);
  (*verdicts)[target] = std::move(verdict);
  published_ = std::move(verdicts);
  if (trouble) PlanExamination(target, kAgain);
}

diagnosis::TargetEvidence Diagnoses::Evidence(const diagnosis::Subject& subject) const {
  diagnosis::TargetEvidence evidence;
  evidence.target = subject.target;
  evidence.host = subject.host;
  evidence.name_is_literal = Address::Parse(subject.host).has_value();
  if (!subject.checks.empty()) {
    evidence.start_grace = subject.checks.front().policy->page_after;
    evidence.profile = subject.checks.front().policy->profile;
  }
  const OnlineStatuses online = views_.online();
  evidence.lan_online = Known(online[static_cast<std::size_t>(Scope::kLan)]);
  evidence.internet_online = Known(online[static_cast<std::size_t>(Scope::kInternet)]);
  if (const auto view = views_.wan()) {
    if (view->addresses) evidence.wan = view->status;
    for (const wan::DdnsStatus& name : view->ddns) {
      if (name.hostname == subject.host) evidence.ddns = name;
    }
  }
  for (const diagnosis::BothSides& sides : subject.Ports()) {
    evidence.ports.push_back(EvidenceOf(sides));
  }
  return evidence;
}

diagnosis::PortEvidence Diagnoses::EvidenceOf(const diagnosis::BothSides& sides) const {
  const Check& check = sides.outside != nullptr ? *sides.outside : *sides.inside;
  diagnosis::PortEvidence port = diagnosis::Describe(check);
  for (const Check* side : {sides.outside, sides.inside}) {
    if (side == nullptr) continue;
    if (world_.Listens(*side)) port.listeners = BoundToAll(*side);
    const Path path = side->path.value_or(Path::kInternet);
    port.sightings.push_back(SightingOf(*side, world_.See(*side), path));
  }
  for (const auto& [vantage, seen] : world_.SeeFromElsewhere(check)) {
    port.sightings.push_back(SightingOf(check, seen, Path::kInternet));
    port.sightings.back().vantage = vantage;
  }
  return port;
}

diagnosis::Sighting Diagnoses::SightingOf(const Check& check, const Observation& seen,
                                          Path path) const {
  diagnosis::Sighting sighting;
  sighting.address = world_.Resolve(check.host);
  sighting.view = diagnosis::ViewOf(path, sighting.address);
  sighting.vantage = "local";
  sighting.reason = seen.reason;
  sighting.expected = IsSuccess(*check.policy, path, seen);
  sighting.rtt = seen.rtt;
  sighting.duration = seen.duration;
  sighting.icmp = seen.icmp;
  sighting.attempts = 3;
  const State state = seen.state();
  const bool heard = state == State::kOpen || state == State::kRefused || seen.icmp;
  sighting.answered = heard ? sighting.attempts : 0;
  if (!sighting.expected && heard) sighting.failed_after = seen.duration;
  return sighting;
}

}  // namespace reach::replay
