// Finds who listens on an expected port, or on another one that may be meant.
// Thread: pure functions. Owner: none.
#pragma once

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "exporter/host/listener.h"

namespace reach::host {

using Port = std::pair<Transport, std::uint16_t>;

// Whoever holds ports of a target.
struct Owners {
  std::set<std::uint32_t> uids;
  std::set<std::uint64_t> cgroups;
  std::set<std::uint32_t> pids;
  std::set<Port> expected;  // all ports of the target: another check's port is no surprise

  bool Own(const Listener& listener) const;
};

// Ports that the kernel gives to clients: nobody has chosen them. By default those of Linux.
struct ClientPorts {
  std::uint16_t first = 32768;
  std::uint16_t last = 60999;
};

// The owners of the sockets on the target's ports. Uids of root and nobody tell nothing: half of
// the host belongs to them; nor does the root of the cgroups, which is every process that nobody
// put elsewhere.
Owners OwnersOf(const std::vector<Listener>& listeners, std::set<Port> expected);

// `owners` are those of the target. A UDP socket on a client port is never `elsewhere`: each open
// query of a game to others is one.
PortListeners MatchPort(const std::vector<Listener>& listeners, Transport transport,
                        std::uint16_t port, const Owners& owners, ClientPorts clients = {});

}  // namespace reach::host
