// What a vantage says about one port.
// Thread: values. Owner: whoever asked.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "exporter/core/observation.h"
#include "exporter/core/trace.h"

namespace reach::vantage {

struct Answer {
  std::string vantage;  // its name here
  Address address;      // that it probed; none when it has found none
  Observation seen;     // without facts
  std::optional<Trace> trace;
};

// The JSON of /api/v1/probe. nullopt when it is not that, or has a reason that we do not know: an
// answer that cannot be read is none.
std::optional<Answer> ParseAnswer(const std::string& vantage, std::string_view json);

}  // namespace reach::vantage
