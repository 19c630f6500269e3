// Takes each check through its tick: due, admitted, name, attempts, confirm, row.
// Thread: the shard's. Owner: the shard.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <queue>
#include <unordered_map>
#include <vector>

#include "exporter/engine/admission.h"
#include "exporter/engine/confirmation.h"
#include "exporter/engine/names.h"
#include "exporter/engine/online_watch.h"
#include "exporter/engine/placement.h"
#include "exporter/engine/runner.h"
#include "exporter/engine/schedule.h"
#include "exporter/engine/snapshot.h"
#include "exporter/engine/store.h"
#include "exporter/engine/tick.h"
#include "exporter/net/icmp_sockets.h"
#include "exporter/net/local_network.h"
#include "exporter/net/tcp_socket_pool.h"

namespace reach {

// What the outside wants to hear, called on the shard's thread.
struct Listeners {
  std::function<void(const Transition&)> transition;
  // A probe threw: a bug. `check` is its title, `what` the exception's text.
  std::function<void(const std::string& check, const std::string& what)> exception;
  // The exporter's own network went down or came back. Called on the online watch's thread.
  ControlScope::Changed online;
  // Something that probes need is not permitted on this host: once for each shard and text.
  std::function<void(const std::string& what)> refused;
};

class Dispatcher {
 public:
  // `origin` is the same for all of a process: the phases of the checks start there.
  // The watch outlives the dispatcher's last turn.
  Dispatcher(asio::io_context& io, NameLookup lookup, OnlineWatch& watch, Listeners listeners,
             TimePoint origin);
  ~Dispatcher();

  // The checks from now on. Ticks of surviving checks go on.
  void Apply(const Placement& placement);
  // No more ticks; flights are cancelled and land unrecorded.
  void Stop();
  bool idle() const { return runner_.in_flight() == 0; }

  ShardSnapshot TakeSnapshot() const;

 private:
  struct Retry {
    TimePoint due;
    TickId tick;
    bool operator>(const Retry& other) const { return due > other.due; }
  };

  void Plan(const Placement& placement, TimePoint now);
  void ResumeTicks();
  void Turn();
  void TurnSoon();
  void TakeDue(TimePoint now);
  TimePoint NextTick() const;  // of a check, or of a try that confirms
  void Arm(TimePoint next);
  void ArmForWaiting(TimePoint now);
  void CountLag(Duration lag);
  void Begin(std::uint32_t index);
  void Launch(TickId id, const Names::Found& found);
  void Land(TickId id, Landing landing, bool on_wire);
  bool RetryLater(TickId id, TimePoint now);
  void Judge(TickId id, TimePoint now);
  void Finish(TickId id, TimePoint now);
  std::shared_ptr<Probe> ProbeOf(const std::shared_ptr<const Module>& module);
  const CheckPolicy& PolicyOf(std::uint32_t index) const;

  asio::io_context& io_;
  Timer timer_;
  LocalNetwork network_;
  TcpSocketPool tcp_sockets_;
  IcmpSockets icmp_sockets_;
  ProbeContext context_;
  std::map<std::shared_ptr<const Module>, std::shared_ptr<Probe>> probes_;
  Store store_;
  Schedule schedule_;
  TimePoint origin_;
  Admission admission_{ShardLimits{}, {}};
  Names names_;
  Runner runner_;
  OnlineWatch& watch_;
  Listeners listeners_;
  TickBoard ticks_;
  std::priority_queue<Retry, std::vector<Retry>, std::greater<>> retries_;
  std::unordered_map<std::uint32_t, TimePoint> last_retry_;  // by host
  ShardStats stats_;
  TimePoint turned_;  // the last turn
  bool turn_posted_ = false;
  bool stopped_ = false;
};

}  // namespace reach
