// Names to addresses, off the shards: one thread that asks the DNS and remembers.
// Thread: Lookup from any; answers come on the resolver's own. Owner: the app.
#pragma once

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "exporter/net/name.h"
#include "exporter/net/name_service.h"

namespace reach {

class Resolver {
 public:
  // `nameservers` as "192.0.2.1", "192.0.2.1:5353" or "[::1]:53", asked in this order; none: those
  // of resolv.conf, read again when it changes. Throws std::invalid_argument on anything else, with
  // a message that quotes it.
  explicit Resolver(const std::vector<std::string>& nameservers, ResolverOptions options = {});

  // Stops the thread. Lookups without an answer are dropped: their `done` is destroyed, not called.
  ~Resolver();
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;

  // `name` is a DNS name or an address literal, asked as it is: it is absolute with or without a
  // trailing dot, search domains do not apply, and an international name has to be written in its
  // xn-- form. `family` is kIp4 or kIp6. `done` must not throw; it is called once, on the
  // resolver's thread, at once for what is known and after DnsLimits::patience + 2 * try_timeout (7
  // s) at most.
  void Lookup(std::string name, Family family, NameService::Done done);

 private:
  asio::io_context io_;
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  NameService names_;
  std::thread thread_;
};

}  // namespace reach
