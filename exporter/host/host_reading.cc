#include "exporter/host/host_reading.h"

#include <algorithm>
#include <utility>

namespace reach::host {

const ViewedPort* HostReading::Find(std::string_view target, std::string_view check) const {
  const auto found = std::find_if(ports.begin(), ports.end(), [&](const ViewedPort& port) {
    return port.target == target && port.check == check;
  });
  return found == ports.end() ? nullptr : &*found;
}

std::vector<ViewedPort> ViewTarget(const std::vector<const Check*>& checks,
                                   const std::vector<Listener>& listeners, const SocketTable& known,
                                   ClientPorts clients) {
  std::set<Port> expected;
  for (const Check* check : checks) {
    expected.insert({check->policy->module->transport, check->port});
  }
  const Owners owners = OwnersOf(listeners, expected);
  std::vector<ViewedPort> ports;
  std::set<std::pair<std::string_view, Port>> seen;
  for (const Check* check : checks) {
    const Transport transport = check->policy->module->transport;
    if (check->port == 0 || !known.Knows(transport)) continue;
    if (!seen.insert({check->name(), {transport, check->port}}).second) continue;
    ports.push_back({check->target, check->name(), transport, check->port,
                     MatchPort(listeners, transport, check->port, owners, clients)});
  }
  return ports;
}

}  // namespace reach::host
