// Asks the DNS servers in turn until one of them knows.
// Thread: one io_context's, or any while that does not run. Owner: NameService; it must live until
// the io_context has stopped, because handlers refer to it.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "exporter/net/dns_channel.h"

namespace reach {

struct DnsLimits {
  Duration try_timeout = std::chrono::seconds(1);
  // No try begins later than this after the question, waiting for a free place included. The bound
  // of an answer is patience + 2 * try_timeout (twice, because a truncated answer is asked for
  // again).
  Duration patience = std::chrono::seconds(5);
  // Questions on the wire at once. dnsmasq, which is the DNS of most home routers, refuses above
  // 150.
  std::size_t in_flight = 100;
};

// A server that says SERVFAIL, REFUSED or closed port is passed over for the next one; one that is
// silent gets a second try after the others, and more where there are few servers. When none knows,
// the failure is the one that says most: SERVFAIL before REFUSED before timeout before dead.
class DnsClient {
 public:
  using Done = DnsChannel::Done;

  DnsClient(asio::io_context& io, DnsLimits limits);

  // Questions in flight end with the servers that they began with. None: every answer is kDead.
  void UseServers(const std::vector<Nameserver>& servers);

  // `done` is called once, possibly inside; not at all when the client is destroyed before.
  void Ask(std::string name, Family family, Done done);

 private:
  using Servers = std::vector<std::shared_ptr<DnsChannel>>;
  struct Flight {
    std::string name;
    Family family;
    Done done;
    TimePoint deadline;
    std::shared_ptr<const Servers> servers = nullptr;
    std::vector<std::size_t> plan = {};  // servers in the order of the tries, by index
    std::size_t tries = 0;
    std::optional<DnsAnswer> failure = std::nullopt;
  };
  using Flights = std::list<Flight>;

  void LaunchWaiting();
  void Try(Flights::iterator flight);
  void OnReply(Flights::iterator flight, DnsReply reply);
  void Land(Flights::iterator flight, DnsReply reply);
  void ArmTimer();

  asio::io_context& io_;
  DnsLimits limits_;
  Timer timer_;  // for the first of waiting_
  bool timer_armed_ = false;
  std::shared_ptr<const Servers> servers_;
  Flights flights_;  // on the wire
  Flights waiting_;  // for a free place, oldest first
};

}  // namespace reach
