#include "exporter/engine/admission.h"

#include <algorithm>
#include <cassert>

namespace reach {

TimePoint Bucket::ReadyAt(TimePoint now, double per_second) {
  const double most = std::max(1.0, per_second / 10);
  if (filled_ == TimePoint{}) tokens_ = most;
  if (now > filled_) {
    if (filled_ != TimePoint{}) {
      tokens_ = std::min(most, tokens_ + Seconds(now - filled_) * per_second);
    }
    filled_ = now;
  }
  if (tokens_ >= 1) return now;
  const std::chrono::duration<double> missing((1 - tokens_) / per_second);
  return now + std::max(std::chrono::duration_cast<Duration>(missing), Duration(1));
}

Admission::Admission(const ShardLimits& limits, std::vector<std::uint32_t> hosts)
    : limits_(limits),
      host_of_(std::move(hosts)),
      next_(host_of_.size(), kNone),
      flies_as_silent_(host_of_.size()) {
  const auto most = std::max_element(host_of_.begin(), host_of_.end());
  const std::size_t count = most == host_of_.end() ? 0 : *most + std::size_t{1};
  hosts_.resize(count);
}

void Admission::Push(std::uint32_t check) {
  Host& host = hosts_[host_of_[check]];
  assert(next_[check] == kNone && check != host.tail);
  (host.head == kNone ? host.head : next_[host.tail]) = check;
  host.tail = check;
  ++waiting_;
  Queue(host_of_[check]);
}

std::optional<std::uint32_t> Admission::Pop(TimePoint now) {
  Wake(now);
  while (in_flight_ < limits_.in_flight && total_.ReadyAt(now, limits_.per_second) <= now) {
    std::deque<std::uint32_t>* const queue = NextQueue();
    if (queue == nullptr) break;
    const std::uint32_t number = queue->front();
    queue->pop_front();
    Host& host = hosts_[number];
    host.queued = false;
    const TimePoint token = host.bucket.ReadyAt(now, limits_.per_second_per_host);
    if (token > now) {
      host.queued = true;
      sleeping_.push({token, number});
      continue;
    }
    host.bucket.Take();
    total_.Take();
    const std::uint32_t check = TakeFirst(host);
    Count(check, queue == &silent_);
    silent_turn_ = queue == &heard_;
    Queue(number);
    return check;
  }
  return std::nullopt;
}

void Admission::Land(std::uint32_t check, bool heard) {
  Host& host = hosts_[host_of_[check]];
  assert(host.in_flight > 0);
  --host.in_flight;
  --in_flight_;
  if (flies_as_silent_[check]) --silent_in_flight_;
  host.silences = heard ? 0 : std::min<std::uint8_t>(host.silences + 1U, kPatience);
  Queue(host_of_[check]);
}

void Admission::Adopt(std::uint32_t check) { Count(check, hosts_[host_of_[check]].silent()); }

void Admission::Vouch(std::uint32_t check) { hosts_[host_of_[check]].silences = 0; }

void Admission::Count(std::uint32_t check, bool silent) {
  ++hosts_[host_of_[check]].in_flight;
  ++in_flight_;
  flies_as_silent_[check] = silent;
  if (silent) ++silent_in_flight_;
}

std::size_t Admission::Reserved() const {
  if (limits_.in_flight == 1) return 0;
  return std::max<std::size_t>(1, limits_.in_flight / 4);
}

// The queue whose first host may go; null when none may.
std::deque<std::uint32_t>* Admission::NextQueue() {
  const bool silent = !silent_.empty() && SilentMayGo();
  if (silent && (silent_turn_ || heard_.empty())) return &silent_;
  return heard_.empty() ? nullptr : &heard_;
}

std::optional<TimePoint> Admission::NextReady(TimePoint now) {
  if (in_flight_ >= limits_.in_flight) return std::nullopt;
  std::optional<TimePoint> next;
  if (NextQueue() != nullptr) next = total_.ReadyAt(now, limits_.per_second);
  if (!sleeping_.empty()) next = std::min(next.value_or(TimePoint::max()), sleeping_.top().until);
  return next;
}

void Admission::Queue(std::uint32_t number) {
  Host& host = hosts_[number];
  if (host.queued || host.head == kNone || host.in_flight >= limits_.in_flight_per_host) return;
  host.queued = true;
  Enqueue(number);
}

void Admission::Enqueue(std::uint32_t number) {
  (hosts_[number].silent() ? silent_ : heard_).push_back(number);
}

void Admission::Wake(TimePoint now) {
  while (!sleeping_.empty() && sleeping_.top().until <= now) {
    Enqueue(sleeping_.top().host);
    sleeping_.pop();
  }
}

std::uint32_t Admission::TakeFirst(Host& host) {
  const std::uint32_t check = host.head;
  host.head = next_[check];
  if (host.head == kNone) host.tail = kNone;
  next_[check] = kNone;
  --waiting_;
  return check;
}

}  // namespace reach
