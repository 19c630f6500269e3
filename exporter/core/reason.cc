#include "exporter/core/reason.h"

#include <algorithm>

namespace reach {
namespace {

std::optional<Reason> Find(const WireEvent& event) {
  for (const ReasonRow& row : ReasonTable()) {
    if (std::find(row.events.begin(), row.events.end(), event) != row.events.end()) {
      return row.reason;
    }
  }
  return std::nullopt;
}

}  // namespace

const ReasonRow& RowOf(Reason reason) { return ReasonTable()[static_cast<std::size_t>(reason)]; }

Reason ReasonOfIcmp(Family family, std::uint8_t type, std::uint8_t code) {
  const auto kind = family == Family::kIp6 ? WireEvent::Kind::kIcmp6 : WireEvent::Kind::kIcmp4;
  return Find({kind, type, code}).value_or(Reason::kIcmpOther);
}

Reason ReasonOfErrno(Transport transport, int error) {
  const auto own =
      transport == Transport::kTcp ? WireEvent::Kind::kTcpErrno : WireEvent::Kind::kUdpErrno;
  if (const auto reason = Find({own, 0, error})) return *reason;
  return Find({WireEvent::Kind::kErrno, 0, error}).value_or(Reason::kInternal);
}

Reason ReasonOfDns(DnsAnswer answer) {
  return Find({WireEvent::Kind::kDns, 0, static_cast<int>(answer)}).value_or(Reason::kInternal);
}

}  // namespace reach
