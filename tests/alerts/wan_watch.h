// The WAN view of an exporter in simulated time: vote, commitment and judgement are those of wan/,
// in the order of its station. The answers come from the world.
// Thread: one. Owner: the exporter of a replay.
#pragma once

#include <memory>

#include "exporter/config/config.h"
#include "exporter/wan/record.h"
#include "exporter/wan/view.h"
#include "tests/alerts/timeline.h"
#include "tests/alerts/world.h"

namespace reach::replay {

class WanWatch : public std::enable_shared_from_this<WanWatch> {
 public:
  // `record`: what was kept over the restart. Only by make_shared.
  WanWatch(Timeline& time, const World& world, std::shared_ptr<const config::Config> config,
           wan::Record record);

  // Rounds until it is gone. Without `wan` and `ddns` in the configuration there is no view.
  void Start();

  std::shared_ptr<const wan::View> view() const { return view_; }
  const wan::Record& record() const { return record_; }

 private:
  void Round();
  void LookAt(const config::Ddns& name, wan::DdnsStatus& status);

  Timeline& time_;
  const World& world_;
  std::shared_ptr<const config::Config> config_;
  wan::Record record_;
  wan::View now_;
  std::shared_ptr<const wan::View> view_;
};

}  // namespace reach::replay
