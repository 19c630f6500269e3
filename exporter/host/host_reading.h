// What one look at this host has found: who listens on the ports of the targets that run here.
// Thread: immutable, goes anywhere. Owner: whoever holds it, by shared pointer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/check.h"
#include "exporter/host/listener.h"
#include "exporter/host/port_match.h"
#include "exporter/host/socket_table.h"

namespace reach::host {

struct ViewedPort {
  std::string target;
  std::string check;
  Transport transport = Transport::kTcp;
  std::uint16_t port = 0;
  PortListeners listeners;
};

struct HostReading {
  TimePoint taken;
  Addresses own;                  // of this host
  std::vector<ViewedPort> ports;  // by target; each port of a check once, whatever its families
  // Since the reading before, `window` ago; none with the first one.
  std::optional<CounterDeltas> deltas;
  Duration window{};

  // Null: the check is not in the view, or the kernel did not tell of its transport.
  const ViewedPort* Find(std::string_view target, std::string_view check) const;
};

// The ports of the checks of one target, among all listeners. Checks without a port, and those
// whose transport the table does not know, have none.
std::vector<ViewedPort> ViewTarget(const std::vector<const Check*>& checks,
                                   const std::vector<Listener>& listeners, const SocketTable& known,
                                   ClientPorts clients);

}  // namespace reach::host
