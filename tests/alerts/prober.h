// The checks of an exporter in simulated time: schedule, confirmation, controls and rows are those
// of engine/, in the order in which engine/dispatcher goes through them. The attempts themselves
// are looked up in the world.
// Thread: one. Owner: the exporter of a replay.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "exporter/config/config.h"
#include "exporter/engine/memory_file.h"
#include "exporter/engine/schedule.h"
#include "exporter/engine/store.h"
#include "exporter/engine/tick.h"
#include "tests/alerts/controls.h"
#include "tests/alerts/timeline.h"
#include "tests/alerts/world.h"

namespace reach::replay {

class Prober : public std::enable_shared_from_this<Prober> {
 public:
  // The world and the time outlive the replay. Only by make_shared: what is planned of a prober
  // that has ended does not happen.
  Prober(Timeline& time, const World& world, std::shared_ptr<const config::Config> config,
         std::function<void(const Transition&)> told);
  ~Prober() { controls_->Stop(); }

  void Start(const Memories& remembered);
  Memories Remember() const;  // what a restart does not forget

  std::shared_ptr<const Snapshot> TakeSnapshot() const;
  OnlineStatuses online() const { return controls_->statuses(); }

 private:
  void Plan(TimePoint when, void (Prober::*step)(TickId), TickId id);
  void TakeDue();
  void Attempt(TickId id);
  void Land(TickId id);
  bool RetryLater(TickId id);
  void Judge(TickId id);
  void Finish(TickId id);
  const Check& CheckOf(const Tick& tick) const { return store_.entry(tick.index).check; }
  Beginning Recall(const Memories& remembered, const Check& check) const;

  Timeline& time_;
  const World& world_;
  std::shared_ptr<const config::Config> config_;
  std::function<void(const Transition&)> told_;
  std::shared_ptr<Controls> controls_;
  Store store_;
  Schedule schedule_;
  TickBoard ticks_;
  std::map<TickId, Observation> flying_;
  std::map<std::string, TimePoint> last_retry_;  // by host
};

}  // namespace reach::replay
