// Concludes from the answers at one hop after the other how far packets to a port get.
// Thread: values. Owner: the one who traces.
#pragma once

#include "exporter/core/observation.h"
#include "exporter/core/trace.h"

namespace reach {

class RouteFindings {
 public:
  explicit RouteFindings(Address target) : target_(target) {}

  // What an attempt saw whose packets die one hop later than those of the attempt added before.
  void Add(const Observation& seen);

  // Somebody has answered for the port, or nobody has answered at all for so many hops.
  bool ended(int silent_hops) const {
    return trace_.answered_at != 0 || hops_ - trace_.last_router >= silent_hops;
  }

  const Trace& trace() const { return trace_; }

 private:
  Address target_;
  Trace trace_;
  std::uint8_t hops_ = 0;
};

}  // namespace reach
