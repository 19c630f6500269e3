#include "tests/alerts/controls.h"

#include <memory>
#include <utility>
#include <vector>

namespace reach::replay {
namespace {

// As in engine/control_scope.cc, and how long its attempts take.
constexpr Duration kPeriod = std::chrono::seconds(15);
constexpr Duration kPeriodOffline = std::chrono::seconds(2);
constexpr Duration kAnswer = std::chrono::milliseconds(20);
constexpr Duration kSilence = std::chrono::seconds(2);

std::size_t Index(Scope scope) { return static_cast<std::size_t>(scope); }

}  // namespace

Controls::Controls(Timeline& time, const World& world, const config::Controls& configured)
    : time_(time), world_(world), decisions_{OnlineDecision(1), OnlineDecision(1)} {
  for (const Scope scope : kAllScopes) {
    configured_[Index(scope)] = !configured[Index(scope)].empty();
  }
}

void Controls::Start() {
  running_ = true;
  for (const Scope scope : kAllScopes) {
    if (configured_[Index(scope)]) Round(scope);
  }
}

void Controls::Round(Scope scope) {
  if (!running_) return;
  Attempt(scope, [this, scope, self = shared_from_this()] {
    time_.After(IsOffline(scope) ? kPeriodOffline : kPeriod, [this, scope, self] { Round(scope); });
  });
}

// One control a scope. The gateway is taken for one that refuses while it is there, and for an
// address without a neighbour while it is not: its silence alone would prove nothing.
void Controls::Attempt(Scope scope, std::function<void()> done) {
  const bool answers = world_.Answers(scope);
  Observation seen;
  seen.reason = answers ? Reason::kRst : Reason::kNoAnswer;
  if (!answers && scope == Scope::kLan) seen.reason = Reason::kNoNeighbour;
  const Evidence evidence = EvidenceOf(scope, scope == Scope::kLan, seen);
  time_.After(answers ? kAnswer : kSilence,
              [this, scope, evidence, done = std::move(done), self = shared_from_this()] {
                decisions_[Index(scope)].Add(0, evidence, time_.now());
                done();
              });
}

OnlineStatuses Controls::statuses() const {
  OnlineStatuses statuses{};
  for (const Scope scope : kAllScopes) {
    if (configured_[Index(scope)]) statuses[Index(scope)] = decisions_[Index(scope)].status();
  }
  return statuses;
}

bool Controls::IsOffline(Scope scope) const {
  return decisions_[Index(scope)].status().online == Online::kNo;
}

bool Controls::IsOffline(Path path) const {
  for (const Scope scope : kAllScopes) {
    if (Needs(path, scope) && IsOffline(scope)) return true;
  }
  return false;
}

void Controls::Ask(Path path, const std::function<void()>& done) {
  std::vector<Scope> asked;
  for (const Scope scope : kAllScopes) {
    if (Needs(path, scope) && configured_[Index(scope)]) asked.push_back(scope);
  }
  if (asked.empty() || IsOffline(path)) return done();
  const auto missing = std::make_shared<std::size_t>(asked.size());
  for (const Scope scope : asked) {
    Attempt(scope, [missing, done] {
      if (--*missing == 0) done();
    });
  }
}

}  // namespace reach::replay
