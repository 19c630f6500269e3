#include "exporter/net/failure.h"

namespace reach {
namespace {

// Our own kernel reports an unanswered ARP or neighbour solicitation as a host unreachable that it
// sends itself.
Reason RefineBySender(Reason reason, Offender offender) {
  const bool own_report = reason == Reason::kIcmpHostUnreachable && offender == Offender::kSelf;
  return own_report ? Reason::kNoNeighbour : reason;
}

}  // namespace

Observation Failure(Transport transport, const Address& target, int error,
                    const std::optional<QueuedError>& queued, LocalNetwork& network) {
  Observation result;
  result.error = error != 0 ? error : queued ? queued->error : 0;
  if (queued && queued->from_icmp) {
    IcmpError icmp{queued->type, queued->code, queued->sender, Offender::kNone};
    icmp.offender = network.Classify(queued->sender, target, Clock::now());
    result.reason = RefineBySender(ReasonOfIcmp(queued->icmp_family, icmp.type, icmp.code),
                                   icmp.offender);
    result.icmp = icmp;
    return result;
  }
  result.reason =
      result.error == 0 ? Reason::kNoAnswer : ReasonOfErrno(transport, result.error);
  return result;
}

}  // namespace reach
