// Whether the prober itself is online, in simulated time: the decision of engine/online, asked as
// engine/control_scope asks.
// Thread: one. Owner: the prober of a replay.
#pragma once

#include <array>
#include <functional>
#include <memory>

#include "exporter/config/controls.h"
#include "exporter/engine/online.h"
#include "tests/alerts/timeline.h"
#include "tests/alerts/world.h"

namespace reach::replay {

class Controls : public std::enable_shared_from_this<Controls> {
 public:
  // All outlive the replay. Only by make_shared: what is planned keeps it.
  Controls(Timeline& time, const World& world, const config::Controls& configured);

  // Rounds on its own from now on.
  void Start();
  void Stop() { running_ = false; }

  OnlineStatuses statuses() const;
  bool IsOffline(Path path) const;
  // Before a failure is believed: `done` once the controls of the path have been heard, or at once
  // when nobody is to be asked.
  void Ask(Path path, const std::function<void()>& done);

 private:
  void Round(Scope scope);
  void Attempt(Scope scope, std::function<void()> done);
  bool IsOffline(Scope scope) const;

  Timeline& time_;
  const World& world_;
  std::array<bool, kAllScopes.size()> configured_{};
  std::array<OnlineDecision, kAllScopes.size()> decisions_;
  bool running_ = false;
};

}  // namespace reach::replay
