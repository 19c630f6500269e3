// Holds due checks back until the limits towards their host and in total let them go, fairly.
// Thread: the shard's. Owner: the dispatcher. No I/O; `now` is a parameter.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <queue>
#include <vector>

#include "exporter/core/clock.h"

namespace reach {

// The part of the process-wide limits that one shard may use.
struct ShardLimits {
  std::size_t in_flight = 1;
  std::size_t in_flight_per_host = 1;
  double per_second = 1;
  double per_second_per_host = 1;
};

// A token bucket that holds a tenth of a second's worth, at least one token.
class Bucket {
 public:
  explicit Bucket(double per_second) : per_second_(per_second) {}
  // The time at which a token is there: `now` or earlier when one can be taken.
  TimePoint ReadyAt(TimePoint now);
  void Take() { tokens_ -= 1; }

 private:
  double per_second_;
  double tokens_ = 1;
  TimePoint filled_{};
};

class Admission {
 public:
  // hosts[i] is the host number of check i; numbers count from 0.
  Admission(const ShardLimits& limits, std::vector<std::uint32_t> hosts);

  void Push(std::uint32_t check);                   // a check wants to make an attempt
  std::optional<std::uint32_t> Pop(TimePoint now);  // one that may start now; counts as in flight
  void Land(std::uint32_t check);                   // its attempt is over
  void Adopt(std::uint32_t check);                  // is in flight already, since before a reload

  // When a waiting check can go although nothing lands; none if only a landing helps.
  std::optional<TimePoint> NextReady(TimePoint now);
  std::size_t waiting() const { return waiting_; }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  // A host is in ready_ or in sleeping_ or in neither, never twice.
  struct Host {
    explicit Host(double per_second) : bucket(per_second) {}
    Bucket bucket;
    std::uint32_t head = kNone;  // of its waiting checks, linked through next_
    std::uint32_t tail = kNone;
    std::uint32_t in_flight = 0;
    bool queued = false;
  };
  struct Sleeper {
    TimePoint until;
    std::uint32_t host;
    bool operator>(const Sleeper& other) const { return until > other.until; }
  };

  void Queue(std::uint32_t host);
  void Wake(TimePoint now);
  std::uint32_t TakeFirst(Host& host);

  ShardLimits limits_;
  std::vector<std::uint32_t> host_of_;
  std::vector<std::uint32_t> next_;
  std::vector<Host> hosts_;
  Bucket total_;
  std::deque<std::uint32_t> ready_;  // round robin over hosts: a big one does not starve the others
  std::priority_queue<Sleeper, std::vector<Sleeper>, std::greater<>> sleeping_;  // out of tokens
  std::size_t in_flight_ = 0;
  std::size_t waiting_ = 0;
};

}  // namespace reach
