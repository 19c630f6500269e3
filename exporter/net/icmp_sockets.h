// The ICMP sockets of one shard, opened when the first echo needs one.
// Thread: that of its io_context. Owner: the dispatcher, or a one-shot command.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "exporter/net/icmp_socket.h"

namespace reach {

class IcmpSockets {
 public:
  // `refused` hears once, in words for people, that no kind of socket is permitted.
  explicit IcmpSockets(asio::io_context& io, std::function<void(const std::string&)> refused = {})
      : io_(io), refused_(std::move(refused)) {}

  // The socket for another attempt. nullptr leaves the errno in `error`: EACCES or EPERM when no
  // kind is permitted; that is tried again each time, and heals when it is granted.
  std::shared_ptr<IcmpSocket> Take(Family family, int& error);

 private:
  struct Current {
    std::shared_ptr<IcmpSocket> socket;
    TimePoint opened;
  };

  asio::io_context& io_;
  std::function<void(const std::string&)> refused_;
  Current current4_;
  Current current6_;
};

// Neither the sysctl nor the capability: the reason and the remedy.
inline constexpr const char* kIcmpRefused =
    "ping is not permitted: widen the sysctl net.ipv4.ping_group_range so that it holds the "
    "exporter's group, or give the exporter CAP_NET_RAW";

}  // namespace reach
