// What a vantage says about one port.
// Thread: values. Owner: whoever asked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/core/observation.h"
#include "exporter/core/trace.h"

namespace reach::vantage {

struct Answer {
  std::string vantage;  // its name here
  Address address;      // that it probed; none when it has found none
  Address source;       // that it probed from, as it knows it; none when it does not say
  Observation seen;     // that stands, without facts
  std::uint32_t attempts = 1;
  std::uint32_t answered = 0;
  std::uint32_t syn_retransmits = 0;
  std::optional<Trace> trace;
};

// The JSON of /api/v1/probe. nullopt when it is not that, or has a reason that we do not know: an
// answer that cannot be read is none.
std::optional<Answer> ParseAnswer(const std::string& vantage, std::string_view json);

}  // namespace reach::vantage
