#include "exporter/engine/admission.h"

#include <algorithm>
#include <cassert>

namespace reach {

TimePoint Bucket::ReadyAt(TimePoint now) {
  const double most = std::max(1.0, per_second_ / 10);
  if (filled_ == TimePoint{}) tokens_ = most;
  if (now > filled_) {
    if (filled_ != TimePoint{}) {
      tokens_ = std::min(most, tokens_ + Seconds(now - filled_) * per_second_);
    }
    filled_ = now;
  }
  if (tokens_ >= 1) return now;
  const std::chrono::duration<double> missing((1 - tokens_) / per_second_);
  return now + std::max(std::chrono::duration_cast<Duration>(missing), Duration(1));
}

Admission::Admission(const ShardLimits& limits, std::vector<std::uint32_t> hosts)
    : limits_(limits),
      host_of_(std::move(hosts)),
      next_(host_of_.size(), kNone),
      total_(limits.per_second) {
  const auto most = std::max_element(host_of_.begin(), host_of_.end());
  const std::size_t count = most == host_of_.end() ? 0 : *most + std::size_t{1};
  hosts_.assign(count, Host(limits.per_second_per_host));
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
  while (!ready_.empty() && in_flight_ < limits_.in_flight && total_.ReadyAt(now) <= now) {
    const std::uint32_t number = ready_.front();
    ready_.pop_front();
    Host& host = hosts_[number];
    host.queued = false;
    const TimePoint token = host.bucket.ReadyAt(now);
    if (token > now) {
      host.queued = true;
      sleeping_.push({token, number});
      continue;
    }
    host.bucket.Take();
    total_.Take();
    ++host.in_flight;
    ++in_flight_;
    const std::uint32_t check = TakeFirst(host);
    Queue(number);
    return check;
  }
  return std::nullopt;
}

void Admission::Land(std::uint32_t check) {
  Host& host = hosts_[host_of_[check]];
  assert(host.in_flight > 0);
  --host.in_flight;
  --in_flight_;
  Queue(host_of_[check]);
}

void Admission::Adopt(std::uint32_t check) {
  ++hosts_[host_of_[check]].in_flight;
  ++in_flight_;
}

std::optional<TimePoint> Admission::NextReady(TimePoint now) {
  if (in_flight_ >= limits_.in_flight) return std::nullopt;
  std::optional<TimePoint> next;
  if (!ready_.empty()) next = total_.ReadyAt(now);
  if (!sleeping_.empty()) next = std::min(next.value_or(TimePoint::max()), sleeping_.top().until);
  return next;
}

void Admission::Queue(std::uint32_t number) {
  Host& host = hosts_[number];
  if (host.queued || host.head == kNone || host.in_flight >= limits_.in_flight_per_host) return;
  host.queued = true;
  ready_.push_back(number);
}

void Admission::Wake(TimePoint now) {
  while (!sleeping_.empty() && sleeping_.top().until <= now) {
    ready_.push_back(sleeping_.top().host);
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
