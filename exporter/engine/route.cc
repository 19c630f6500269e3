#include "exporter/engine/route.h"

namespace reach {

void RouteFindings::Add(const Observation& seen) {
  ++hops_;
  if (seen.reason == Reason::kIcmpTtlExceeded && seen.icmp) {
    trace_.last_router = hops_;
    trace_.last_address = seen.icmp->sender;
    // A router that owns the target's address and passes the packet on instead of taking it.
    if (seen.icmp->sender == target_ && trace_.forwarder == 0) trace_.forwarder = hops_;
    return;
  }
  const bool silence = seen.reason == Reason::kNoAnswer || !IsVerdict(seen.state());
  if (silence || trace_.answered_at != 0) return;
  trace_.answered_at = hops_;
  trace_.answer = seen.reason;
}

}  // namespace reach
