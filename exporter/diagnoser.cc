#include "exporter/diagnoser.h"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/post.hpp>
#include <chrono>
#include <utility>

#include "exporter/diagnosis/diagnosis.h"
#include "exporter/diagnosis/summary.h"
#include "exporter/net/descriptors.h"

namespace reach {
namespace {

using std::chrono::seconds;

// An examination is some tens of packets: few at once, and not again at once for a target whose
// checks flap.
constexpr std::size_t kAtOnce = 4;
// Between two beginnings: where thousands fail, the probes come first.
constexpr Duration kSpacing = std::chrono::milliseconds(250);
constexpr Duration kShortestPause = seconds(5);
constexpr Duration kAgain = seconds(60);

}  // namespace

Diagnoser::Diagnoser(asio::io_context& io, NameLookup lookup, diagnosis::Views& views, Hooks hooks)
    : io_(io),
      once_(io, std::move(lookup), ShareDescriptors(RaiseDescriptorLimit()).one_shots),
      examiner_(once_, views),
      hooks_(std::move(hooks)),
      tick_(io) {}

void Diagnoser::Start() { asio::co_spawn(io_, Run(), asio::detached); }

void Diagnoser::Stop() {
  stopped_ = true;
  tick_.cancel();
  once_.Stop();
}

void Diagnoser::Touch(const std::string& touched, bool well) {
  asio::post(io_, [this, touched, well] {
    const std::string target = hooks_.root(touched);
    auto entry = entries_.find(target);
    if (entry == entries_.end()) {
      if (well) return;
      entry = entries_.try_emplace(target).first;
    }
    if (entry->second.queued) return;
    entry->second.queued = true;
    queue_.push_back(target);
    LaunchQueued();
  });
}

void Diagnoser::Keep(const std::function<bool(const std::string& target)>& is_there) {
  const auto gone = [&](const auto& entry) {
    return !entry.second.running && !is_there(entry.first);
  };
  if (std::erase_if(entries_, gone) > 0) Publish();
}

Task<void> Diagnoser::Run() {
  while (!stopped_) {
    tick_.expires_after(queue_.empty() ? Duration(seconds(1)) : kSpacing);
    co_await tick_.async_wait(kTuple);
    if (stopped_) co_return;
    QueueDue(Clock::now());
    LaunchQueued();
  }
}

// What is not healthy is looked at again: the cause may become another while the state stays.
void Diagnoser::QueueDue(TimePoint now) {
  for (auto& [target, entry] : entries_) {
    const bool trouble = entry.verdict && entry.verdict->diagnosis.root.cause != Cause::kHealthy;
    if (!trouble || entry.queued || entry.running || now - entry.examined_at < kAgain) continue;
    entry.queued = true;
    queue_.push_back(target);
  }
}

void Diagnoser::LaunchQueued() {
  const TimePoint now = Clock::now();
  std::deque<std::string> later;
  while (!queue_.empty() && running_ < kAtOnce && now - begun_at_ >= kSpacing && !stopped_) {
    const std::string target = std::move(queue_.front());
    queue_.pop_front();
    const auto entry = entries_.find(target);
    if (entry == entries_.end()) continue;
    const bool too_soon = entry->second.examined_at != TimePoint() &&
                          now - entry->second.examined_at < kShortestPause;
    if (too_soon || entry->second.running) {
      later.push_back(target);
      continue;
    }
    entry->second.queued = false;
    entry->second.running = true;
    ++running_;
    begun_at_ = now;
    asio::co_spawn(io_, Examine(target), asio::detached);
  }
  for (std::string& target : later) queue_.push_back(std::move(target));
}

Task<void> Diagnoser::Examine(std::string target) {
  diagnosis::Subject subject = hooks_.subject(target);
  const bool gone = subject.checks.empty() && subject.inside.empty();
  diagnosis::TargetEvidence evidence;
  if (!gone) evidence = co_await examiner_.Examine(std::move(subject));
  --running_;
  const auto entry = entries_.find(target);
  if (stopped_ || entry == entries_.end()) co_return;
  entry->second.running = false;
  entry->second.examined_at = Clock::now();
  if (gone) {
    entries_.erase(entry);
    Publish();
  } else {
    Conclude(target, evidence);
  }
  LaunchQueued();
}

void Diagnoser::Conclude(const std::string& target, const diagnosis::TargetEvidence& evidence) {
  Entry& entry = entries_.at(target);
  auto verdict = std::make_shared<diagnosis::Verdict>();
  verdict->diagnosis = diagnosis::Diagnose(evidence);
  const bool news = entry.holder.Update(verdict->diagnosis.root, Clock::now());
  verdict->diagnosis.root = *entry.holder.held();
  diagnosis::Summary summary = diagnosis::SummaryOf(evidence, verdict->diagnosis);
  verdict->sentence = std::move(summary.sentence);
  verdict->remedy = std::move(summary.remedy);
  verdict->since = entry.holder.since();
  for (const diagnosis::PortEvidence& port : evidence.ports) verdict->checks.push_back(port.check);
  for (std::size_t i = 0; i < kCauseCount; ++i) {
    const auto cause = static_cast<Cause>(i);
    const diagnosis::Account account{entry.holder.outages(cause), entry.holder.downtime(cause)};
    if (account.outages != 0 || account.downtime != Duration::zero()) {
      verdict->accounts.emplace(cause, account);
    }
  }
  entry.verdict = verdict;
  if (news) hooks_.news(target, *verdict);
  Publish();
}

void Diagnoser::Publish() {
  auto verdicts = std::make_shared<diagnosis::Verdicts>();
  for (const auto& [target, entry] : entries_) {
    if (entry.verdict) verdicts->emplace(target, entry.verdict);
  }
  published_ = std::move(verdicts);
}

}  // namespace reach
