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

std::vector<std::uint32_t> NumberHosts(const CheckTable& table) {
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  std::vector<std::uint32_t> result;
  for (const CheckEntry& entry : table) {
    const auto next = static_cast<std::uint32_t>(numbers.size());
    result.push_back(numbers.emplace(entry.check.host, next).first->second);
  }
  return result;
}

}  // namespace

Dispatcher::Dispatcher(asio::io_context& io, const ShardLimits& limits,
                       std::shared_ptr<const CheckTable> table, NameLookup lookup,
                       Listeners listeners, TimePoint origin)
    : io_(io),
      timer_(io),
      tcp_sockets_(io),
      context_{io, tcp_sockets_, network_},
      store_(table),
      hosts_(NumberHosts(*table)),
      admission_(limits, hosts_),
      names_(io, std::move(lookup)),
      runner_(io),
      listeners_(std::move(listeners)) {
  const TimePoint now = Clock::now();
  for (std::uint32_t index = 0; index < store_.size(); ++index) {
    const Duration interval = PolicyOf(index).interval;
    schedule_.Add(index, interval,
                  TicksOf(Hash(store_.entry(index).check), interval, origin, now));
    const Check& check = store_.entry(index).check;
    if (const auto literal = Address::Parse(check.host); literal && !check.path) {
      store_.SetPath(index, network_.PathTo(*literal, now));
    }
  }
}

Dispatcher::~Dispatcher() = default;

void Dispatcher::Start() { Arm(Clock::now()); }

void Dispatcher::Stop() {
  stopped_ = true;
  timer_.cancel();
  runner_.Stop();
}

void Dispatcher::Turn() {
  if (stopped_) return;
  const TimePoint now = Clock::now();
  TakeDue(now);
  while (const auto index = admission_.Pop(now)) Begin(*index);
  Arm(Clock::now());
}

void Dispatcher::TakeDue(TimePoint now) {
  while (const auto due = schedule_.PopDue(now)) {
    stats_.skipped += due->skipped;
    const Row& row = store_.row(due->index);
    if (ticks_.try_emplace(due->index, PolicyOf(due->index), row, due->due).second) {
      admission_.Push(due->index);
    } else {
      ++stats_.skipped;  // still busy with its former tick
    }
  }
  while (!retries_.empty() && retries_.top().due <= now) {
    admission_.Push(retries_.top().index);
    retries_.pop();
  }
}

void Dispatcher::Arm(TimePoint now) {
  TimePoint next = schedule_.NextDue().value_or(TimePoint::max());
  if (!retries_.empty()) next = std::min(next, retries_.top().due);
  if (admission_.waiting() > 0) {
    next = std::min(next, admission_.NextReady(now).value_or(TimePoint::max()));
  }
  if (next == TimePoint::max()) return;
  timer_.expires_at(next);
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
  const Check& check = store_.entry(index).check;
  names_.Find(check.host, check.family, check.policy->module->families,
              [this, index](const Names::Found& found) { Launch(index, found); });
}

void Dispatcher::Launch(std::uint32_t index, const Names::Found& found) {
  if (stopped_) return;
  const Check& check = store_.entry(index).check;
  const TimePoint now = Clock::now();
  Tick& tick = ticks_.at(index);
  if (!tick.started) {
    CountLag(now - tick.due);
    tick.since = now;
    tick.path = store_.row(index).path;
  }
  if (!found.address) {
    tick.started = true;
    Landing landing;
    landing.seen.reason = found.failure;
    return Land(index, std::move(landing), false);
  }
  if (!check.path) tick.path = network_.PathTo(found.address, now);
  const Duration timeout = PolicyOf(index).timeout;
  Destination where{found.address, check.port, store_.host(index)};
  runner_.Launch(ProbeOf(*check.policy->module), where,
                 tick.started ? std::min(timeout, kRetryTimeout) : timeout,
                 [this, index](Landing landing) { Land(index, std::move(landing), true); });
  tick.started = true;
}

void Dispatcher::Land(std::uint32_t index, Landing landing, bool on_wire) {
  if (stopped_) return;
  const TimePoint now = Clock::now();
  admission_.Land(index);
  if (on_wire) store_.CountAttempt(index, landing.seen);
  const CheckEntry& entry = store_.entry(index);
  if (!landing.exception.empty() && listeners_.exception) {
    listeners_.exception(Title(entry.check), landing.exception);
  }
  Tick& tick = ticks_.at(index);
  const bool success = IsSuccess(*entry.check.policy, tick.path, landing.seen);
  const bool again = tick.confirmation.Add(std::move(landing.seen), success);
  if (!again || !RetryLater(index, now)) Finish(index, tick, now);
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
bool Dispatcher::RetryLater(std::uint32_t index, TimePoint now) {
  const Duration spacing = ConfirmSpacing(PolicyOf(index).module->transport);
  const auto [last, first_ever] = last_retry_.try_emplace(hosts_[index], TimePoint::min());
  TimePoint due = now + spacing;
  if (!first_ever) due = std::max(due, last->second + spacing);
  if (due - now > kConfirmWithin) return false;
  last->second = due;
  retries_.push({due, index});
  return true;
}

void Dispatcher::Finish(std::uint32_t index, const Tick& tick, TimePoint now) {
  Result result{tick.confirmation.result(), tick.confirmation.success(),
                tick.confirmation.unconfirmed(), tick.path, tick.since, now};
  ticks_.erase(index);
  const auto transition = store_.Record(index, result);
  if (transition && listeners_.transition) listeners_.transition(*transition);
}

Probe& Dispatcher::ProbeOf(const Module& module) {
  auto& probe = probes_[&module];
  if (!probe) probe = MakeProbe(module, context_);
  return *probe;
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
