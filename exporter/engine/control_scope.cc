#include "exporter/engine/control_scope.h"

#include <algorithm>
#include <utility>

#include "exporter/net/routes.h"

namespace reach {
namespace {

constexpr Duration kApart = std::chrono::seconds(1);  // rounds, at the least
constexpr Duration kPeriod = std::chrono::seconds(15);
constexpr Duration kPeriodOffline = std::chrono::seconds(2);

bool SameNames(const std::vector<config::Control>& a, const std::vector<config::Control>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& x, const auto& y) { return x.name == y.name; });
}

}  // namespace

ControlScope::ControlScope(asio::io_context& io, ControlProber& prober, Scope scope,
                           Changed changed)
    : timer_(io), prober_(prober), scope_(scope), changed_(std::move(changed)) {}

// A round that is under way goes on: target lists may change more often than a round ends.
void ControlScope::Apply(std::vector<config::Control> controls) {
  const bool same = SameNames(controls, controls_);
  controls_ = std::move(controls);
  if (same) return;
  decision_ = OnlineDecision(controls_.size());
  Publish();
  ++round_;
  missing_ = 0;
  timer_.cancel();
  if (controls_.empty()) return Flush();
  Begin();
}

void ControlScope::Ask(std::function<void()> done) {
  needed_ = true;
  waiting_.push_back(std::move(done));
  if (controls_.empty()) return Flush();
  if (missing_ == 0) Plan();
}

void ControlScope::Stop() {
  ++round_;
  timer_.cancel();
}

bool ControlScope::MustAsk(Duration fresh, TimePoint now) const {
  if (!active_ || status().online == Online::kNo) return false;
  const TimePoint verdict = verdict_;
  return verdict == TimePoint::min() || now - verdict > fresh;
}

void ControlScope::Plan() {
  const bool offline = decision_.status().online == Online::kNo;
  const Duration pause = !waiting_.empty() ? kApart : offline ? kPeriodOffline : kPeriod;
  timer_.expires_at(started_ + pause);
  timer_.async_wait([this](asio::error_code ec) {
    if (!ec && missing_ == 0) Begin();
  });
}

void ControlScope::Begin() {
  started_ = Clock::now();
  ++round_;
  answered_ = false;
  seen_.assign(controls_.size(), Evidence::kNothing);
  missing_ = 1;  // for this function: a name that is known to fail lands at once
  for (std::size_t i = 0; i < controls_.size(); ++i) {
    if (controls_[i].gateway) {
      TryGateways(i);
    } else {
      for (const Check& check : controls_[i].checks) prober_.Try(check, Attempt(i));
    }
  }
  Land(0, Evidence::kNothing);
}

// A gateway whose route is gone is asked further: that there is no route to it is the evidence.
void ControlScope::TryGateways(std::size_t control) {
  std::vector<Address> found = ReadDefaultGateways();
  if (!found.empty()) gateways_ = std::move(found);
  for (const Address& address : gateways_) {
    for (const Check& check : controls_[control].checks) {
      prober_.TryAt(check, address, Attempt(control));
    }
  }
  const bool cut_off = gateways_.empty() && !prober_.network().IsAttached(started_);
  if (cut_off && needed_) seen_[control] = Evidence::kFailure;
}

ControlProber::Done ControlScope::Attempt(std::size_t control) {
  ++missing_;
  return [this, control, round = round_](const std::optional<Observation>& seen) {
    if (round != round_) return;
    const bool gateway = controls_[control].gateway;
    Land(control, seen ? EvidenceOf(scope_, gateway, *seen) : Evidence::kNothing);
  };
}

void ControlScope::Land(std::size_t control, Evidence evidence) {
  seen_[control] = std::max(seen_[control], evidence);
  if (evidence == Evidence::kAnswer) {
    decision_.Add(control, evidence, Clock::now());
    Publish();
    // Who asks from now on waits for the next round: an answer proves what was, not what is.
    if (!std::exchange(answered_, true)) Flush();
  }
  if (--missing_ == 0) End();
}

void ControlScope::End() {
  const TimePoint now = Clock::now();
  for (std::size_t i = 0; i < seen_.size(); ++i) decision_.Add(i, seen_[i], now);
  Publish();
  if (!answered_) Flush();
  Plan();
}

void ControlScope::Publish() {
  const OnlineStatus status = decision_.status();
  if (status == status_.load()) return;
  status_ = status;
  if (changed_) changed_(scope_, status);
}

void ControlScope::Flush() {
  verdict_ = Clock::now();
  for (const auto& done : std::exchange(waiting_, {})) done();
}

}  // namespace reach
