// The contract of a probe type: a module becomes a Probe, and a Probe makes one attempt at a time.
// Thread: a Probe lives on one shard's thread. Owner: the shard that made it.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "exporter/config/prober.h"
#include "exporter/core/check.h"
#include "exporter/core/observation.h"
#include "exporter/net/task.h"

namespace reach {

class IcmpSockets;
class LocalNetwork;
class TcpSocketPool;

// Where an attempt goes. By value: it must not dangle while the attempt is in flight.
struct Destination {
  Address address;
  std::uint16_t port = 0;
  // The host as the check has it, shared with the table of checks; null where there is no check.
  std::shared_ptr<const std::string> host = {};
};

// The side of the runner that an attempt sees. The runner owns time: at the deadline it cancels the
// coroutine, whose pending operation then ends with operation_aborted. The probe looks once more at
// the socket and says what it has seen; silence is then kNoAnswer or kNoReplyRequired.
class Attempt {
 public:
  virtual ~Attempt() = default;
  virtual TimePoint deadline() const = 0;
  // Moves the deadline forward, for a module that watches an open connection for a while only.
  virtual void EndBy(TimePoint earlier) = 0;
  // Waits until `time`, Wake() or the deadline, whichever is first. False once the deadline has
  // come: then the probe must not wait again. For probes that share a socket and so have no
  // operation of their own to wait for.
  virtual Task<bool> PauseUntil(TimePoint time) = 0;
  // Ends the pause, if there is one. On the same thread; the probe goes on after the caller.
  virtual void Wake() = 0;
};

// What the probes of one shard share.
struct ProbeContext {
  asio::io_context& io;
  TcpSocketPool& tcp_sockets;
  IcmpSockets& icmp_sockets;
  LocalNetwork& network;
};

// Immutable after construction, shared by all checks of its module. Never holds a timer.
class Probe {
 public:
  virtual ~Probe() = default;
  // One attempt. Every path yields an observation; an exception is a bug and is recorded as such.
  virtual Task<Observation> Run(Destination where, Attempt& attempt) = 0;
};

struct ProbeType {
  config::Prober prober;
  std::unique_ptr<Probe> (*make)(const Module& module, ProbeContext& context);
  std::span<const FactSpec> numbers;  // what its replies can report; empty for most
  const FactSpec* info = nullptr;     // the info family of its words, if any
};

}  // namespace reach
