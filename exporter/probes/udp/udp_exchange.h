// One attempt's datagrams: a connected UDP socket, what came back on it, and why nothing did.
// Thread: that of the shard. Owner: the attempt's coroutine.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string_view>

#include "exporter/core/observation.h"
#include "exporter/net/arrival.h"
#include "exporter/net/error_queue.h"
#include "exporter/net/socket_origin.h"
#include "exporter/net/task.h"
#include "exporter/probes/probe.h"

namespace reach {

// What all attempts of one probe share.
// Thread: that of the shard. Owner: the probe.
class UdpWorkspace {
 public:
  explicit UdpWorkspace(asio::io_context& io, SocketOrigin origin = {});

 private:
  friend class UdpExchange;
  // Room for the largest datagram: Rust sends INFO replies of up to 64 kB unsplit. Used between two
  // suspensions only.
  std::array<char, 65535> buffer_;
  // The kernel stamps arrivals while any socket asks for it, and patches its own code to start and
  // to stop (net/core/dev.c net_enable_timestamp()): this one asks all the time, so that attempts
  // do not flip it and the first packet of each is stamped.
  UdpSocket stamper_;
  SocketOrigin origin_;
};

class UdpExchange {
 public:
  enum class Arrival : std::uint8_t {
    kDatagram,  // datagram() has it
    kDeadline,  // nothing, although the socket was read once more after the deadline
    kFailed,    // failure() says why: an ICMP error or one of our own kernel
  };

  UdpExchange(Destination where, ProbeContext& context, UdpWorkspace& workspace);

  // False: failure() says why. Connected, so that the kernel drops datagrams from anybody else and
  // hands us the ICMP errors (udp(7)).
  bool Open();
  // Lets what is sent from now on die after so many hops. Only when open.
  void LimitHops(std::uint8_t hops);
  bool Send(std::string_view payload);
  // Waits until something comes or the runner cancels. A datagram beats an ICMP error that waits
  // beside it: anybody on the way can send the latter.
  Task<Arrival> Receive();

  // Valid until the next suspension of any coroutine.
  std::string_view datagram() const { return datagram_; }
  Observation failure() const;
  // An observation with this exchange's times. It bears the RTT, which is from the last Send() to
  // the first datagram after it, if such a datagram came.
  Observation Saw(Reason reason) const;

 private:
  std::optional<Arrival> Look();
  bool ReadDatagram();
  bool Fail(int error);
  Observation FailureOf(int error, const std::optional<QueuedError>& queued);

  Destination where_;
  ProbeContext& context_;
  UdpWorkspace& workspace_;
  UdpSocket socket_;
  std::string_view datagram_;
  TimePoint started_;
  Moment sent_;
  std::optional<Duration> rtt_;
  Observation failure_;
};

}  // namespace reach
