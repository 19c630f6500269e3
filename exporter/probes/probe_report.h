// What a single probe has found, and its JSON: for scripts, and for other exporters that asked.
// Thread: pure functions. Owner: none.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "exporter/core/host_port.h"
#include "exporter/core/observation.h"

namespace reach {

struct ProbeReport {
  std::string target;  // as typed
  HostPort where;
  Address address;  // none when the name has none
  Transport transport = Transport::kTcp;
  std::string module;
  bool success = false;
  Observation seen;
};

// The keys stay as they are: target host address port transport module state reason success
// rtt_seconds duration_seconds icmp_type icmp_code offender error facts. What was not measured or
// did not happen is null. `facts` is an object: what the reply said, by the names of the metrics
// and labels that bear it.
nlohmann::ordered_json JsonOf(const ProbeReport& report);

// One line, valid UTF-8 whatever the reply held.
std::string ToText(const nlohmann::ordered_json& json);

// One object on one line.
std::string ToJson(const ProbeReport& report);

}  // namespace reach
