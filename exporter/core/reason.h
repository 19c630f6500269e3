// The closed set of reasons: what was seen on the wire, the state it stands for, and its words.
// Thread: constants. Owner: the table in reason_table.cc, the only place that maps events to
// states.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "exporter/core/kinds.h"
#include "exporter/core/state.h"

namespace reach {

enum class Reason : std::uint8_t {
  kSynAck,
  kReply,
  kClosedEarly,
  kResetAfterOpen,
  kExpectMismatch,
  kExpectTimeout,
  kBadReply,
  kChallengeLoop,
  kTlsHandshakeFailed,
  kTlsHandshakeTimeout,
  kTlsCertificateExpired,
  kTlsCertificateUntrusted,
  kTlsNameMismatch,
  kRst,
  kIcmpPortUnreachable,
  kSelfConnect,
  kNoAnswer,
  kIcmpNetProhibited,
  kIcmpHostProhibited,
  kIcmpAdminProhibited,
  kIcmpPolicyFailed,
  kNoReplyRequired,
  kIcmpNetUnreachable,
  kIcmpHostUnreachable,
  kNoNeighbour,
  kIcmpTtlExceeded,
  kIcmpOther,
  kNoRoute,
  kDnsNxdomain,
  kDnsNoData,
  kDnsServfail,
  kDnsRefused,
  kDnsTimeout,
  kDnsUnavailable,
  kNoDescriptors,
  kNoPorts,
  kSourceUnusable,
  kNoPermission,
  kBlockedLocally,
  kNoFamily,
  kMessageTooBig,
  kInternal,
  kNotProbed,
  kLate,
  kProberOffline,
};

// What the kernel or the resolver reported. `type` and `code` are those of ICMP; for an errno, code
// is the errno; for DNS it is the DnsAnswer.
struct WireEvent {
  enum class Kind : std::uint8_t { kNone, kIcmp4, kIcmp6, kTcpErrno, kUdpErrno, kErrno, kDns };
  Kind kind = Kind::kNone;
  std::uint8_t type = 0;
  int code = 0;
  constexpr bool operator==(const WireEvent&) const = default;
};

// Why a name has no address. Order and meaning follow RFC 1035 4.1.1 as far as they apply.
enum class DnsAnswer : std::uint8_t { kNxdomain, kNoData, kServfail, kRefused, kTimeout, kDead };

struct ReasonRow {
  Reason reason;
  std::string_view name;  // the label value
  State state;
  bool complete;           // false: the port is open, but the module's own assertion failed
  std::string_view wire;   // what was seen, for config/REASONS.md
  std::string_view words;  // one sentence for people: page, log, alert
  std::array<WireEvent, 8>
      events;  // kernel and resolver events that mean this; kNone after the last
};

std::span<const ReasonRow> ReasonTable();
const ReasonRow& RowOf(Reason reason);

inline std::string_view Name(Reason reason) { return RowOf(reason).name; }
inline State StateOf(Reason reason) { return RowOf(reason).state; }

// An ICMP error as the error queue gives it. Types without a row of their own are kIcmpOther.
Reason ReasonOfIcmp(Family family, std::uint8_t type, std::uint8_t code);

// An errno with nothing in the error queue. Codes without a row are kInternal.
Reason ReasonOfErrno(Transport transport, int error);

Reason ReasonOfDns(DnsAnswer answer);

}  // namespace reach
