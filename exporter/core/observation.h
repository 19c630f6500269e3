// What one attempt saw: a reason, times, and who sent the ICMP error, if one came.
// Thread: values. Owner: whoever holds one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "exporter/core/address.h"
#include "exporter/core/clock.h"
#include "exporter/core/facts.h"
#include "exporter/core/reason.h"

namespace reach {

struct IcmpError {
  std::uint8_t type = 0;
  std::uint8_t code = 0;
  Address sender;
  Offender offender = Offender::kNone;
};

struct Observation {
  Reason reason = Reason::kInternal;
  std::optional<Duration> rtt;  // only when it was measured; never an error's time
  Duration duration{};          // from the first packet to the verdict, name lookup excluded
  std::optional<IcmpError> icmp;
  int error = 0;                       // errno behind the reason, 0 for none
  std::uint8_t syn_retransmits = 0;    // saturating; TCP
  std::uint8_t echoes_sent = 0;        // ICMP
  std::uint8_t echoes_received = 0;    // ICMP, without duplicates
  std::shared_ptr<const Facts> facts;  // null unless the reply had some

  State state() const { return StateOf(reason); }
};

}  // namespace reach
