#include "exporter/net/failure.h"

namespace reach {
namespace {

// What our own kernel sends to itself: a host unreachable stands for an unanswered ARP or neighbour
// solicitation, a refusal or prohibition for a firewall rule or route of this host.
Reason RefineBySender(Reason reason, Offender offender) {
  if (offender != Offender::kSelf) return reason;
  if (reason == Reason::kIcmpHostUnreachable) return Reason::kNoNeighbour;
  const State state = StateOf(reason);
  const bool forbidden = state == State::kRefused || state == State::kFiltered;
  return forbidden ? Reason::kBlockedLocally : reason;
}

}  // namespace

Observation Failure(Transport transport, const Address& target, int error,
                    const std::optional<QueuedError>& queued, LocalNetwork& network) {
  Observation result;
  result.error = error != 0 ? error : queued ? queued->error : 0;
  if (queued && queued->from_icmp) {
    IcmpError icmp{queued->type, queued->code, queued->sender, Offender::kNone};
    icmp.offender = network.Classify(queued->sender, target, Clock::now());
    result.reason =
        RefineBySender(ReasonOfIcmp(queued->icmp_family, icmp.type, icmp.code), icmp.offender);
    result.icmp = icmp;
    return result;
  }
  result.reason = result.error == 0 ? Reason::kNoAnswer : ReasonOfErrno(transport, result.error);
  return result;
}

}  // namespace reach
