// Single attempts outside the schedule and its limits: for commands, diagnoses, and for those who
// ask over the API.
// Thread: that of its io_context. Owner: a command, or the app.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "exporter/core/check.h"
#include "exporter/core/trace.h"
#include "exporter/engine/names.h"
#include "exporter/engine/runner.h"
#include "exporter/net/answer_watch.h"
#include "exporter/net/icmp_sockets.h"
#include "exporter/net/local_network.h"
#include "exporter/net/tcp_socket_pool.h"

namespace reach {

class OneShot {
 public:
  // `limit`: attempts at once, at least 1. The others wait for their turn.
  OneShot(asio::io_context& io, NameLookup lookup, std::size_t limit = 32);

  // With kAny, IPv4 comes first.
  Task<Names::Found> Find(std::string host, Family family);

  // One attempt; kNotProbed once stopped. What goes on in a task must have ended before this is
  // destroyed: Stop() first.
  Task<Landing> Try(std::shared_ptr<const Module> module, Destination where, Duration timeout);

  // Connects whose packets die at the first hop, the second and so on, until somebody answers for
  // the port or nobody answers any more: 1.5 s for six hops, 30 hops at most. For kIcmp the answer
  // is always an empty trace. With CAP_NET_RAW also what the headers of the answers say.
  Task<Trace> FollowRoute(Transport transport, Destination where);

  // Whoever holds it lets a trace know other answers of the address, too. Null: not permitted.
  std::shared_ptr<AnswerWatch> WatchAnswers(const Address& address);

  LocalNetwork& network() { return network_; }
  asio::io_context& io() { return io_; }

  // Cancels what is in flight: it lands with what has been seen. Nothing is tried any more.
  void Stop();
  bool stopped() const { return stopped_; }

 private:
  struct Launch {
    std::function<std::unique_ptr<Probe>()> make;
    Destination where;
    Duration timeout;
  };
  void Begin(const Launch& launch, std::function<void(Landing)> done);
  void LeavePlace();
  Task<std::vector<Landing>> TryAll(std::vector<Launch> launches);

  asio::io_context& io_;
  std::size_t limit_;
  std::size_t in_flight_ = 0;
  std::deque<std::function<void()>> waiting_;
  LocalNetwork network_;
  TcpSocketPool tcp_sockets_;
  IcmpSockets icmp_sockets_;
  ProbeContext context_;
  Names names_;
  Runner runner_;
  std::map<Address, std::weak_ptr<AnswerWatch>> watches_;
  bool stopped_ = false;
};

}  // namespace reach
