// The state of one check: one cache line that a scrape copies whole.
// Thread: the check's shard writes; copies go anywhere. Owner: engine/store.
#pragma once

#include <cstdint>
#include <type_traits>

#include "exporter/core/clock.h"
#include "exporter/core/kinds.h"
#include "exporter/core/reason.h"

namespace reach {

// Success of the last result: absent while there is nothing that says something about the target.
enum class Success : std::uint8_t { kAbsent, kNo, kYes };

struct Row {
  double rtt_sum = 0;        // seconds
  float rtt = -1;            // seconds, of the last open; negative: none measured
  float duration = -1;       // seconds, of the last attempt; negative: none yet
  std::uint32_t probes = 0;  // results that say something about the target, after confirm
  std::uint32_t failures = 0;
  std::uint32_t refusals = 0;
  std::uint32_t attempts = 0;     // on the wire
  std::uint32_t unconfirmed = 0;  // failures that a second try did not see
  std::uint32_t rtt_count = 0;
  union {                               // a check has one transport, and always the same
    std::uint32_t syn_retransmits = 0;  // TCP
    std::uint32_t echoes_sent;          // ICMP
  };
  std::uint32_t echoes_received = 0;  // ICMP, without duplicates
  Tenths last_probe;                  // of the last result, whatever it said; none before it
  Tenths changed;     // since when it is in the state `held`; none before any result
  Tenths down_since;  // start of the current not-expected stretch; none while expected
  Reason reason = Reason::kNotProbed;
  Offender offender = Offender::kNone;
  Path path = Path::kInternet;  // of the address that was probed last
  Success success : 4 = Success::kAbsent;
  // The state of the last result, also of one before a restart: state() is unknown until the first.
  State held : 4 = State::kUnknown;

  State state() const { return StateOf(reason); }
  bool probed() const { return reason != Reason::kNotProbed; }  // since the start
};
static_assert(sizeof(Row) <= 64 && std::is_trivially_copyable_v<Row>);

}  // namespace reach
