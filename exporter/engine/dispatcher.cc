#include "exporter/engine/dispatcher.h"

#include <algorithm>
#include <asio/post.hpp>
#include <utility>

#include "exporter/probes/registry.h"

namespace reach {
namespace {

// A try that confirms a failure need not wait as long as the first attempt, in which the kernel has
// already sent its SYN several times.
constexpr Duration kRetryTimeout = std::chrono::seconds(2);

// A wake-up costs as much as an attempt: what falls due shortly after a turn waits for the next.
// Longer would save little more, and attempts that start together lengthen each other's RTT.
constexpr Duration kTurnSpacing = std::chrono::microseconds(1500);
// Attempts that start together queue behind each other, and answers wait until all have started.
constexpr int kBurst = 8;

// How long the controls' word is good enough for a check that fails anyway.
constexpr Duration kVerdictLasts = std::chrono::seconds(5);

// The host itself said something. Whoever does not, or is spoken for by a router, often has its
// place in flight until the deadline.
bool IsHeard(Reason reason) {
  if (reason == Reason::kExpectTimeout) return false;
  const State state = StateOf(reason);
  return state == State::kOpen || state == State::kRefused;
}

// The addresses of one name are hosts of their own.
std::vector<std::uint32_t> NumberHosts(const CheckTable& table) {
  std::unordered_map<std::string, std::uint32_t> numbers;
  std::vector<std::uint32_t> result;
  for (const CheckEntry& entry : table) {
    const auto next = static_cast<std::uint32_t>(numbers.size());
    const Check& check = entry.check;
    result.push_back(numbers.emplace(check.address() ? ToString(check.address()) : check.host, next)
                         .first->second);
  }
  return result;
}

}  // namespace

Dispatcher::Dispatcher(asio::io_context& io, NameLookup lookup, OnlineWatch& watch,
                       Listeners listeners, TimePoint origin)
    : io_(io),
      timer_(io),
      tcp_sockets_(io),
      icmp_sockets_(io, listeners.refused),
      context_{io, tcp_sockets_, icmp_sockets_, network_},
      origin_(origin),
      names_(io, std::move(lookup)),
      runner_(io),
      watch_(watch),
      listeners_(std::move(listeners)) {}

Dispatcher::~Dispatcher() = default;

void Dispatcher::Apply(const Placement& placement) {
  if (stopped_) return;
  const TimePoint now = Clock::now();
  store_.Apply(placement);
  ticks_.Renumber(placement.former);
  admission_ = Admission(placement.limits, NumberHosts(*placement.table));
  last_retry_.clear();
  std::erase_if(probes_, [](const auto& entry) { return entry.first.use_count() == 1; });
  Plan(placement, now);
  ResumeTicks();
  TurnSoon();
}

// A check that has been probed keeps its phase; one that has not is probed soon.
void Dispatcher::Plan(const Placement& placement, TimePoint now) {
  schedule_ = Schedule();
  for (std::uint32_t index = 0; index < store_.size(); ++index) {
    const Check& check = store_.entry(index).check;
    const Duration interval = check.policy->interval;
    const bool waits = placement.former[index] == TickBoard::kNone ||
                       (!store_.row(index).probed() && !ticks_.Busy(index));
    const Ticks ticks = TicksOf(Hash(check), interval, origin_, now);
    schedule_.Add(index, interval, waits ? ticks : PhaseOf(Hash(check), interval, origin_, now));
    const auto address =
        check.address() ? std::optional(check.address()) : Address::Parse(check.host);
    if (IsHeard(store_.row(index).reason)) admission_.Vouch(index);
    if (address && !check.path) store_.SetPath(index, network_.PathTo(*address, now));
  }
}

void Dispatcher::ResumeTicks() {
  for (const auto& [id, tick] : ticks_.all()) {
    if (tick.stage == Tick::Stage::kFlying) admission_.Adopt(tick.index);
    if (tick.stage == Tick::Stage::kWaiting) admission_.Push(tick.index);
  }
}

void Dispatcher::Stop() {
  stopped_ = true;
  timer_.cancel();
  runner_.Stop();
}

void Dispatcher::Turn() {
  if (stopped_) return;
  turned_ = Clock::now();
  TakeDue(turned_);
  // Before the attempts: their deadlines are later, so that the kernel's timer is set only once.
  Arm(NextTick());
  for (int started = 0; started < kBurst; ++started) {
    const auto index = admission_.Pop(turned_);
    if (!index) return ArmForWaiting(Clock::now());
    Begin(*index);
  }
  TurnSoon();
}

void Dispatcher::TakeDue(TimePoint now) {
  while (const auto due = schedule_.PopDue(now)) {
    stats_.skipped += due->skipped;
    if (ticks_.Open(due->index, PolicyOf(due->index), store_.row(due->index), due->due)) {
      admission_.Push(due->index);
    } else {
      ++stats_.skipped;  // still busy with its former tick
    }
  }
  while (!retries_.empty() && retries_.top().due <= now) {
    Tick* tick = ticks_.Find(retries_.top().tick);  // none: its check is gone
    retries_.pop();
    if (!tick) continue;
    tick->stage = Tick::Stage::kWaiting;
    admission_.Push(tick->index);
  }
}

TimePoint Dispatcher::NextTick() const {
  const TimePoint next = schedule_.NextDue().value_or(TimePoint::max());
  return retries_.empty() ? next : std::min(next, retries_.top().due);
}

void Dispatcher::ArmForWaiting(TimePoint now) {
  if (admission_.waiting() == 0) return;
  const auto ready = admission_.NextReady(now);
  if (ready) Arm(std::min(*ready, NextTick()));
}

void Dispatcher::Arm(TimePoint next) {
  if (next == TimePoint::max()) return;
  timer_.expires_at(std::max(next, turned_ + kTurnSpacing));
  timer_.async_wait([this](asio::error_code ec) {
    if (!ec) Turn();
  });
}

void Dispatcher::CountLag(Duration lag) {
  const double seconds = Seconds(lag);
  const auto bucket = std::lower_bound(kLagBounds.begin(), kLagBounds.end(), seconds);
  ++stats_.lag_buckets[static_cast<std::size_t>(bucket - kLagBounds.begin())];
  stats_.lag_sum += seconds;
}

void Dispatcher::Begin(std::uint32_t index) {
  const TickId id = ticks_.IdOf(index);
  ticks_.Find(id)->stage = Tick::Stage::kFlying;
  const Check& check = store_.entry(index).check;
  if (check.address()) return Launch(id, {check.address(), {}});
  names_.Find(check.host, check.family, check.policy->module->families,
              [this, id](const Names::Found& found) { Launch(id, found); });
}

void Dispatcher::Launch(TickId id, const Names::Found& found) {
  Tick* tick = ticks_.Find(id);
  if (stopped_ || !tick) return;
  const Check& check = store_.entry(tick->index).check;
  const TimePoint now = Clock::now();
  const bool first = !std::exchange(tick->started, true);
  if (first) {
    CountLag(now - tick->due);
    tick->since = now;
    tick->path = store_.row(tick->index).path;
  }
  if (!found.address) {
    Landing landing;
    landing.seen.reason = found.failure;
    return Land(id, std::move(landing), false);
  }
  if (!check.path) tick->path = network_.PathTo(found.address, now);
  const Duration timeout = check.policy->timeout;
  const std::shared_ptr<Probe> probe = ProbeOf(check.policy->module);
  const Destination where{found.address, check.port, store_.host(tick->index)};
  runner_.Launch(*probe, where, first ? timeout : std::min(timeout, kRetryTimeout),
                 [this, id, probe](Landing landing) { Land(id, std::move(landing), true); });
}

void Dispatcher::Land(TickId id, Landing landing, bool on_wire) {
  Tick* tick = ticks_.Find(id);
  if (stopped_ || !tick) return;  // the check was removed while its attempt was in flight
  const TimePoint now = Clock::now();
  admission_.Land(tick->index, IsHeard(landing.seen.reason));
  if (on_wire) store_.CountAttempt(tick->index, landing.seen);
  const Check& check = store_.entry(tick->index).check;
  if (!landing.exception.empty() && listeners_.exception) {
    listeners_.exception(Title(check), landing.exception);
  }
  const bool success = IsSuccess(*check.policy, tick->path, landing.seen);
  const bool again = tick->confirmation.Add(std::move(landing.seen), success);
  if (!again || !RetryLater(id, now)) Judge(id, now);
  if (again || admission_.waiting() > 0) TurnSoon();
}

// Posted, and once for many landings: names that are known to fail land inside Turn itself.
void Dispatcher::TurnSoon() {
  if (std::exchange(turn_posted_, true)) return;
  asio::post(io_, [this] {
    turn_posted_ = false;
    Turn();
  });
}

// Tries at one host keep their distance from each other. Where that would take too long, because
// many checks of the host fail at once, they confirm each other and no more tries are needed.
bool Dispatcher::RetryLater(TickId id, TimePoint now) {
  Tick& tick = *ticks_.Find(id);
  const Duration spacing = ConfirmSpacing(PolicyOf(tick.index).module->transport);
  const auto [last, first_ever] =
      last_retry_.try_emplace(admission_.host_of(tick.index), TimePoint::min());
  TimePoint due = now + spacing;
  if (!first_ever) due = std::max(due, last->second + spacing);
  if (due - now > kConfirmWithin) return false;
  last->second = due;
  tick.stage = Tick::Stage::kPausing;
  retries_.push({due, id});
  return true;
}

// A failure is believed when the controls have answered after it, lest our own network be down. One
// that is no news need not wait for each round.
void Dispatcher::Judge(TickId id, TimePoint now) {
  Tick& tick = *ticks_.Find(id);
  const Confirmation& seen = tick.confirmation;
  if (!seen.success() && IsVerdict(seen.result().state())) {
    const bool known = store_.row(tick.index).success == Success::kNo;
    tick.stage = Tick::Stage::kInDoubt;
    const bool asked = watch_.Ask(tick.path, known ? kVerdictLasts : Duration::zero(), [this, id] {
      asio::post(io_, [this, id] { Finish(id, Clock::now()); });
    });
    if (asked) return;
  }
  Finish(id, now);
}

void Dispatcher::Finish(TickId id, TimePoint now) {
  const Tick* tick = ticks_.Find(id);
  if (stopped_ || !tick) return;  // the check was removed while the controls were asked
  const Confirmation& seen = tick->confirmation;
  Observation result = seen.result();
  if (watch_.IsOffline(tick->path)) result = WhileOffline(std::move(result), seen.success());
  const auto transition = store_.Record(
      tick->index,
      {std::move(result), seen.success(), seen.unconfirmed(), tick->path, tick->since, now});
  ticks_.Close(id);
  if (transition && listeners_.transition) listeners_.transition(*transition);
}

std::shared_ptr<Probe> Dispatcher::ProbeOf(const std::shared_ptr<const Module>& module) {
  auto& probe = probes_[module];
  if (!probe) probe = MakeProbe(*module, context_);
  return probe;
}

const CheckPolicy& Dispatcher::PolicyOf(std::uint32_t index) const {
  return *store_.entry(index).check.policy;
}

ShardSnapshot Dispatcher::TakeSnapshot() const {
  ShardSnapshot snapshot = store_.TakeSnapshot();
  snapshot.stats = stats_;
  snapshot.stats.in_flight = runner_.in_flight();
  snapshot.stats.waiting = admission_.waiting();
  return snapshot;
}

}  // namespace reach
