// Holds due checks back until the limits towards their host and in total let them go, fairly: hosts
// take turns, and those that do not answer may not use up what all share.
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
  // The time at which a token is there: `now` or earlier when one can be taken. `per_second` is
  // always the same; thousands of buckets of one rate need not keep it.
  TimePoint ReadyAt(TimePoint now, double per_second);
  void Take() { tokens_ -= 1; }

 private:
  double tokens_ = 1;
  TimePoint filled_{};
};

class Admission {
 public:
  // hosts[i] is the host number of check i; numbers count from 0.
  Admission(const ShardLimits& limits, std::vector<std::uint32_t> hosts);

  void Push(std::uint32_t check);                   // a check wants to make an attempt
  std::optional<std::uint32_t> Pop(TimePoint now);  // one that may start now; counts as in flight
  // Its attempt is over. `heard`: the host itself has answered, be it with a refusal.
  void Land(std::uint32_t check, bool heard);
  void Adopt(std::uint32_t check);  // is in flight already, since before a reload
  void Vouch(std::uint32_t check);  // its host has been heard before

  // When a waiting check can go although nothing lands; none if only a landing helps.
  std::optional<TimePoint> NextReady(TimePoint now);
  std::size_t waiting() const { return waiting_; }
  std::uint32_t host_of(std::uint32_t check) const { return host_of_[check]; }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  // So many attempts in a row without an answer make a host a silent one, as one is that was never
  // heard. A game server has a port that keeps silent beside others that answer.
  static constexpr std::uint8_t kPatience = 4;

  // A host is in heard_, in silent_ or in sleeping_, or in none, never twice.
  struct Host {
    Bucket bucket;
    std::uint32_t head = kNone;  // of its waiting checks, linked through next_
    std::uint32_t tail = kNone;
    std::uint32_t in_flight = 0;
    std::uint8_t silences = kPatience;  // attempts since it was heard last, saturating
    bool queued = false;
    bool silent() const { return silences >= kPatience; }
  };
  struct Sleeper {
    TimePoint until;
    std::uint32_t host;
    bool operator>(const Sleeper& other) const { return until > other.until; }
  };

  // Silent hosts share three quarters of the attempts, or all but one of few.
  bool SilentMayGo() const { return silent_in_flight_ < limits_.in_flight - Reserved(); }
  std::size_t Reserved() const;
  std::deque<std::uint32_t>* NextQueue();
  void Count(std::uint32_t check, bool silent);
  void Queue(std::uint32_t host);
  void Enqueue(std::uint32_t host);
  void Wake(TimePoint now);
  std::uint32_t TakeFirst(Host& host);

  ShardLimits limits_;
  std::vector<std::uint32_t> host_of_;
  std::vector<std::uint32_t> next_;
  std::vector<bool> flies_as_silent_;  // by check
  std::vector<Host> hosts_;
  Bucket total_;
  // Round robin over hosts, so that a big one does not starve the others; and between the two.
  std::deque<std::uint32_t> heard_;
  std::deque<std::uint32_t> silent_;
  bool silent_turn_ = false;
  std::priority_queue<Sleeper, std::vector<Sleeper>, std::greater<>> sleeping_;  // out of tokens
  std::size_t in_flight_ = 0;
  std::size_t silent_in_flight_ = 0;
  std::size_t waiting_ = 0;
};

}  // namespace reach
