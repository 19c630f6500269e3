// The controls of one scope: asks them in rounds, at most one a second, and says how the scope is.
// Thread: the online watch's, except where a function says otherwise. Owner: the online watch.
#pragma once

#include <atomic>
#include <functional>
#include <vector>

#include "exporter/config/controls.h"
#include "exporter/engine/control_prober.h"
#include "exporter/engine/online.h"

namespace reach {

class ControlScope {
 public:
  using Changed = std::function<void(Scope, const OnlineStatus&)>;

  ControlScope(asio::io_context& io, ControlProber& prober, Scope scope, Changed changed);

  // From now on. The same controls as before keep what is known.
  void Apply(std::vector<config::Control> controls);
  // `done` is called after an answer that comes from now on, or the end of a round without one.
  void Ask(std::function<void()> done);
  void Stop();

  // Any thread.
  void SetActive(bool active) { active_ = active; }  // whether Ask has controls to ask
  OnlineStatus status() const { return active_ ? status_.load() : OnlineStatus{}; }
  // A failure is to be believed only after Ask: there are controls, the scope is not known to be
  // offline, and the last verdict is older than `fresh`.
  bool MustAsk(Duration fresh, TimePoint now) const;

 private:
  void Plan();
  void Begin();
  void TryGateways(std::size_t control);
  ControlProber::Done Attempt(std::size_t control);
  void Land(std::size_t control, Evidence evidence);
  void End();
  void Publish();
  void Flush();

  Timer timer_;
  ControlProber& prober_;
  const Scope scope_;
  Changed changed_;
  std::vector<config::Control> controls_;
  OnlineDecision decision_;
  std::vector<Address> gateways_;  // of the route table; the last ones, when it has none
  std::vector<std::function<void()>> waiting_;
  std::vector<Evidence> seen_;  // of the round, by control
  std::size_t missing_ = 0;     // attempts of the round, 0: none is under way
  std::uint64_t round_ = 0;     // tells the landings of a former round
  TimePoint started_{};
  bool answered_ = false;  // the round has had an answer
  bool needed_ = false;    // a check on a path through this scope has failed
  std::atomic<bool> active_ = false;
  std::atomic<OnlineStatus> status_;
  std::atomic<TimePoint> verdict_{TimePoint::min()};
};

}  // namespace reach
