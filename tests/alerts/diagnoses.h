// The diagnoses of an exporter in simulated time: evidence from the world, cause, hold and words by
// diagnosis/, when the app's diagnoser would ask for them.
// Thread: one. Owner: the exporter of a replay.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "exporter/config/config.h"
#include "exporter/diagnosis/evidence.h"
#include "exporter/diagnosis/holder.h"
#include "exporter/diagnosis/subject.h"
#include "exporter/diagnosis/verdicts.h"
#include "exporter/engine/online.h"
#include "exporter/wan/view.h"
#include "tests/alerts/timeline.h"
#include "tests/alerts/world.h"

namespace reach::replay {

class Diagnoses : public std::enable_shared_from_this<Diagnoses> {
 public:
  // What the exporter's other views say at the moment.
  struct Views {
    std::function<std::shared_ptr<const wan::View>()> wan;
    std::function<OnlineStatuses()> online;
  };

  // Only by make_shared.
  Diagnoses(Timeline& time, const World& world, std::shared_ptr<const config::Config> config,
            Views views);

  // One of the target's checks has changed its state.
  void Touch(const std::string& target, bool success);

  diagnosis::VerdictsPtr verdicts() const { return published_; }

 private:
  struct Entry {
    diagnosis::Holder holder;
    bool planned = false;
  };

  void PlanExamination(const std::string& target, Duration pause);
  void Examine(const std::string& target);
  diagnosis::TargetEvidence Evidence(const diagnosis::Subject& subject) const;
  diagnosis::PortEvidence EvidenceOf(const diagnosis::BothSides& sides) const;
  diagnosis::Sighting SightingOf(const Check& check, const Observation& seen, Path path) const;

  Timeline& time_;
  const World& world_;
  std::shared_ptr<const config::Config> config_;
  Views views_;
  std::map<std::string, Entry> entries_;
  diagnosis::VerdictsPtr published_ = std::make_shared<const diagnosis::Verdicts>();
};

}  // namespace reach::replay
