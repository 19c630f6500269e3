// Makes single attempts at control targets, apart from the checks and their limits.
// Thread: that of its io_context. Owner: the online watch.
#pragma once

#include <functional>
#include <optional>

#include "exporter/core/check.h"
#include "exporter/core/observation.h"
#include "exporter/engine/names.h"
#include "exporter/engine/runner.h"
#include "exporter/net/icmp_sockets.h"
#include "exporter/net/local_network.h"
#include "exporter/net/tcp_socket_pool.h"

namespace reach {

class ControlProber {
 public:
  // Without an observation the name has given no address.
  using Done = std::function<void(const std::optional<Observation>&)>;

  ControlProber(asio::io_context& io, NameLookup lookup);

  // `done` is called once, for a name without an address also from inside Try.
  void Try(const Check& check, Done done);
  void TryAt(const Check& check, const Address& address, Done done);

  // Cancels what is in flight, and begins nothing any more.
  void Stop();

  LocalNetwork& network() { return network_; }

 private:
  LocalNetwork network_;
  TcpSocketPool tcp_sockets_;
  IcmpSockets icmp_sockets_;  // says nothing when ping is not permitted: there are other ways
  ProbeContext context_;
  Names names_;
  Runner runner_;
  bool stopped_ = false;
};

}  // namespace reach
