#include "tests/alerts/prober.h"

#include <algorithm>
#include <utility>

#include "exporter/engine/confirmation.h"
#include "exporter/engine/memory.h"

namespace reach::replay {
namespace {

constexpr Duration kRetryTimeout = std::chrono::seconds(2);  // as in engine/dispatcher.cc

}  // namespace

Prober::Prober(Timeline& time, const World& world, std::shared_ptr<const config::Config> config,
               std::function<void(const Transition&)> told)
    : time_(time),
      world_(world),
      config_(std::move(config)),
      told_(std::move(told)),
      controls_(std::make_shared<Controls>(time, world, config_->controls)) {}

void Prober::Start(const Memories& remembered) {
  const auto recall = [&](const Check& check) { return Recall(remembered, check); };
  const Placement placement = Place(*config_, {std::make_shared<const CheckTable>()}, recall)[0];
  store_.Apply(placement);
  ticks_.Renumber(placement.former);
  for (std::uint32_t index = 0; index < store_.size(); ++index) {
    const Check& check = store_.entry(index).check;
    const Duration interval = check.policy->interval;
    schedule_.Add(index, interval, TicksOf(Hash(check), interval, time_.now(), time_.now()));
  }
  controls_->Start();
  TakeDue();
}

Beginning Prober::Recall(const Memories& remembered, const Check& check) const {
  const auto found = remembered.find(Key(check));
  return found == remembered.end() ? Beginning{} : BeginningOf(found->second);
}

Memories Prober::Remember() const {
  Memories memories;
  const ShardSnapshot now = store_.TakeSnapshot();
  for (std::uint32_t index = 0; index < store_.size(); ++index) {
    if (!now.rows[index].probed()) continue;
    const auto last = now.last_success.find(index);
    memories.emplace(
        Key(store_.entry(index).check),
        reach::Remember(now.rows[index], last == now.last_success.end() ? Tenths() : last->second));
  }
  return memories;
}

void Prober::Plan(TimePoint when, void (Prober::*step)(TickId), TickId id) {
  time_.At(when, [weak = weak_from_this(), step, id] {
    const auto self = weak.lock();
    if (self) (*self.*step)(id);
  });
}

void Prober::TakeDue() {
  while (const auto due = schedule_.PopDue(time_.now())) {
    const CheckPolicy& policy = *store_.entry(due->index).check.policy;
    if (!ticks_.Open(due->index, policy, store_.row(due->index), due->due)) continue;
    Attempt(ticks_.IdOf(due->index));
  }
  if (const auto next = schedule_.NextDue()) {
    time_.At(*next, [weak = weak_from_this()] {
      if (const auto self = weak.lock()) self->TakeDue();
    });
  }
}

void Prober::Attempt(TickId id) {
  Tick& tick = *ticks_.Find(id);
  const bool first = !std::exchange(tick.started, true);
  if (first) {
    tick.since = time_.now();
    tick.path = store_.row(tick.index).path;
  }
  Observation seen = world_.See(CheckOf(tick));
  if (!first) seen.duration = std::min(seen.duration, kRetryTimeout);
  Plan(time_.now() + seen.duration, &Prober::Land, id);
  flying_[id] = std::move(seen);
}

void Prober::Land(TickId id) {
  Tick& tick = *ticks_.Find(id);
  Observation seen = std::move(flying_.extract(id).mapped());
  store_.CountAttempt(tick.index, seen);
  const bool success = IsSuccess(*CheckOf(tick).policy, tick.path, seen);
  const bool again = tick.confirmation.Add(std::move(seen), success);
  if (!again || !RetryLater(id)) Judge(id);
}

bool Prober::RetryLater(TickId id) {
  const Check& check = CheckOf(*ticks_.Find(id));
  const Duration spacing = ConfirmSpacing(check.policy->module->transport);
  const auto [last, first_ever] = last_retry_.try_emplace(check.host, TimePoint::min());
  TimePoint due = time_.now() + spacing;
  if (!first_ever) due = std::max(due, last->second + spacing);
  if (due - time_.now() > kConfirmWithin) return false;
  last->second = due;
  Plan(due, &Prober::Attempt, id);
  return true;
}

void Prober::Judge(TickId id) {
  const Tick& tick = *ticks_.Find(id);
  const Confirmation& seen = tick.confirmation;
  if (seen.success() || !IsVerdict(seen.result().state())) return Finish(id);
  controls_->Ask(tick.path, [weak = weak_from_this(), id, controls = controls_] {
    if (const auto self = weak.lock()) self->Finish(id);
  });
}

void Prober::Finish(TickId id) {
  const Tick& tick = *ticks_.Find(id);
  const Confirmation& seen = tick.confirmation;
  Observation result = seen.result();
  if (controls_->IsOffline(tick.path)) result = WhileOffline(std::move(result), seen.success());
  const auto transition = store_.Record(
      tick.index,
      {std::move(result), seen.success(), seen.unconfirmed(), tick.path, tick.since, time_.now()});
  ticks_.Close(id);
  if (transition) told_(*transition);
}

std::shared_ptr<const Snapshot> Prober::TakeSnapshot() const {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->taken = time_.now();
  snapshot->online = controls_->statuses();
  snapshot->shards.push_back(store_.TakeSnapshot());
  return snapshot;
}

}  // namespace reach::replay
