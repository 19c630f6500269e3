// Watches the exporter's own network by its controls, so that no target is blamed for its failures.
// Thread: the public functions from any thread; it has one of its own. Owner: the engine.
#pragma once

#include <asio/executor_work_guard.hpp>
#include <functional>
#include <thread>

#include "exporter/config/config.h"
#include "exporter/engine/control_scope.h"

namespace reach {

class OnlineWatch {
 public:
  // `changed` is called on the watch's thread; it may be empty.
  OnlineWatch(NameLookup lookup, const ControlScope::Changed& changed);
  ~OnlineWatch();  // stops

  void Start();
  // The controls from now on. The gateway is left alone while every check stays on this machine.
  void Apply(const config::Config& config);
  void Stop();  // returns when its thread has ended

  OnlineStatuses statuses() const;
  // A scope that this path needs is offline.
  bool IsOffline(Path path) const;

  // Asks the controls of the path before a failure is believed. False: there is nothing to wait
  // for, and `done` is not called. True: `done` is called once, on the watch's thread, within about
  // five seconds. `fresh` is the age up to which a former verdict is good enough.
  bool Ask(Path path, Duration fresh, std::function<void()> done);

 private:
  asio::io_context io_{1};
  asio::executor_work_guard<Executor> work_;
  ControlProber prober_;
  std::array<ControlScope, kAllScopes.size()> scopes_;  // index: Scope
  std::thread thread_;
};

}  // namespace reach
