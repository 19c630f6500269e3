#include "exporter/host/port_match.h"

#include <utility>

namespace reach::host {
namespace {

constexpr std::uint32_t kRootUser = 0;
constexpr std::uint32_t kNobody =
    65534;  // also every user of another namespace (user_namespaces(7))
constexpr std::uint64_t kRootCgroup = 1;  // its inode (kernel kernel/cgroup/cgroup.c)

template <typename Id>
bool Holds(const std::set<Id>& ids, const std::optional<Id>& id) {
  return id && ids.contains(*id);
}

bool TellsOwner(std::optional<std::uint32_t> uid) {
  return uid && *uid != kRootUser && *uid != kNobody;
}

bool IsClient(const Listener& listener, ClientPorts clients) {
  return listener.transport == Transport::kUdp && listener.port >= clients.first &&
         listener.port <= clients.last;
}

}  // namespace

bool Owners::Own(const Listener& listener) const {
  return Holds(uids, listener.uid) || Holds(cgroups, listener.cgroup) || Holds(pids, listener.pid);
}

Owners OwnersOf(const std::vector<Listener>& listeners, std::set<Port> expected) {
  Owners owners;
  owners.expected = std::move(expected);
  for (const Listener& listener : listeners) {
    if (!owners.expected.contains({listener.transport, listener.port})) continue;
    if (TellsOwner(listener.uid)) owners.uids.insert(*listener.uid);
    if (listener.cgroup.value_or(kRootCgroup) != kRootCgroup) {
      owners.cgroups.insert(*listener.cgroup);
    }
    if (listener.pid) owners.pids.insert(*listener.pid);
  }
  return owners;
}

PortListeners MatchPort(const std::vector<Listener>& listeners, Transport transport,
                        std::uint16_t port, const Owners& owners, ClientPorts clients) {
  PortListeners match;
  for (const Listener& listener : listeners) {
    const bool same = listener.transport == transport;
    if (listener.port == port) {
      (same ? match.here : match.other_transport).push_back(listener);
    } else if (same && owners.Own(listener) && !IsClient(listener, clients) &&
               !owners.expected.contains({listener.transport, listener.port})) {
      match.elsewhere.push_back(listener);
    }
  }
  if (!match.here.empty()) match.elsewhere.clear();
  return match;
}

}  // namespace reach::host
