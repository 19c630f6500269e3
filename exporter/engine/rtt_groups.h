// Round-trip times by group. A group is the checks of one module in one profile: few, whatever the
// number of targets, and alike enough for one distribution.
// Thread: the shard's; copies of the histograms go anywhere. Owner: the store.
#pragma once

#include "exporter/engine/snapshot.h"

namespace reach {

class RttGroups {
 public:
  // The groups that the checks of the table are in, from now on; those that were there before go
  // on.
  void Apply(const CheckTable& table);

  // Of a check that is in the table.
  void Add(const CheckPolicy& policy, double seconds);

  const RttHistograms& histograms() const { return histograms_; }

 private:
  RttHistograms histograms_;
};

}  // namespace reach
