// What can be asked about a target besides probing it from here. A view that is not there says
// nothing; the diagnosis then knows less, and never more.
// Thread: the loop of the one who examines. Owner: the app, or a command.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "exporter/core/scope.h"
#include "exporter/diagnosis/evidence.h"
#include "exporter/diagnosis/subject.h"
#include "exporter/host/window.h"
#include "exporter/net/task.h"
#include "exporter/probes/probe.h"

namespace reach::diagnosis {

class Views {
 public:
  virtual ~Views() = default;

  // Looks anew at what can have changed since the last look.
  virtual Task<void> Refresh() { co_return; }

  // Who listens on the check's port, on the host of the target; absent where that is another host.
  virtual std::optional<host::PortListeners> Listeners(const Subject&, const Check&) {
    return std::nullopt;
  }
  // Where the same port is to be probed on this host: its loopback and its own addresses. Empty
  // where the target is another host.
  virtual std::vector<Destination> LocalDestinations(const Subject&, const Check&) { return {}; }

  // Looks at what comes to this host from now on. Null where the target is another host, or there
  // is no other vantage to ask meanwhile.
  virtual std::unique_ptr<host::Window> OpenWindow(const Subject&) { return nullptr; }

  virtual std::optional<wan::WanStatus> Wan(const Subject&) { return std::nullopt; }
  virtual std::optional<wan::DdnsStatus> Ddns(const Subject&) { return std::nullopt; }
  virtual std::optional<wan::PortMapping> Mapping(const Subject&, const Check&) {
    return std::nullopt;
  }
  // Absent: not known.
  virtual std::optional<bool> Online(Scope) { return std::nullopt; }

  // The check as other exporters see it. `check` outlives the task.
  virtual Task<std::vector<Sighting>> FromVantages(const Check& check) {
    static_cast<void>(check);
    co_return std::vector<Sighting>();
  }

  // Whether packets from outside reach this host on their way to the check's port; asked where they
  // seem not to. Only where the target is this host.
  virtual Task<std::optional<Arrival>> ArrivalAt(const Subject& subject, const Check& check) {
    static_cast<void>(subject);
    static_cast<void>(check);
    co_return std::nullopt;
  }

  // How long the server's process has been running, where the target is this host.
  virtual std::optional<Duration> ProcessAge(const Subject&) { return std::nullopt; }

  // What the target's host must reach for its answers to get out. Empty where that is another host.
  virtual std::vector<Check> Outbound(const Subject&) { return {}; }

  virtual bool Kubernetes() { return false; }
};

}  // namespace reach::diagnosis
