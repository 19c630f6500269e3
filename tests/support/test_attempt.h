// One attempt of a probe as the runner makes it: the deadline cancels the coroutine.
// Thread: that of the test. Owner: the test.
#pragma once

#include <asio/cancellation_signal.hpp>
#include <optional>

#include "exporter/net/icmp_sockets.h"
#include "exporter/net/local_network.h"
#include "exporter/net/task.h"
#include "exporter/net/tcp_socket_pool.h"
#include "exporter/probes/probe.h"

namespace reach::test {

// What a shard gives its probes.
class TestShard {
 public:
  asio::io_context io;
  TcpSocketPool tcp_sockets{io};
  IcmpSockets icmp_sockets{io};
  LocalNetwork network;
  ProbeContext context{io, tcp_sockets, icmp_sockets, network};
};

class TestAttempt : public Attempt {
 public:
  TestAttempt(asio::io_context& io, Duration timeout);

  TimePoint deadline() const override { return deadline_; }
  void EndBy(TimePoint earlier) override;
  Task<bool> PauseUntil(TimePoint time) override;
  void Wake() override { pause_.cancel(); }

  // Starts the probe; nothing happens until the loop turns.
  void Start(Probe& probe, Destination where);
  // What the timer does at the deadline.
  void Expire();
  // Turns the loop until the probe is done. A test failure and an internal error if it never is.
  Observation Finish();
  bool expired() const { return expired_; }

 private:
  void Arm();

  asio::io_context& io_;
  Timer timer_;
  Timer pause_;
  TimePoint deadline_;
  asio::cancellation_signal cancel_;
  std::optional<Observation> seen_;
  bool expired_ = false;
};

// With a deadline that no test waits for: the observation must come by itself.
Observation ObserveAtOnce(TestShard& shard, Probe& probe, Destination where);

// With a deadline that is due to come: the observation is what the probe says of silence.
Observation ObserveSilence(TestShard& shard, Probe& probe, Destination where);

}  // namespace reach::test
