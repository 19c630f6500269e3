// What a one-shot probe has found, as text for people and as JSON for scripts.
// Thread: pure functions. Owner: none.
#pragma once

#include <string>

#include "exporter/core/host_port.h"
#include "exporter/core/observation.h"

namespace reach::cli {

struct ProbeReport {
  std::string target;  // as typed
  HostPort where;
  Address address;  // none when the name has none
  Transport transport = Transport::kTcp;
  std::string module;
  bool success = false;
  Observation seen;
};

// One object on one line. The keys stay as they are: target host address port transport module
// state reason success rtt_seconds duration_seconds icmp_type icmp_code offender error facts.
// What was not measured or did not happen is null. `facts` is an object: what the reply said, by
// the names of the metrics and labels that bear it.
std::string ToJson(const ProbeReport& report);

std::string ToText(const ProbeReport& report);

}  // namespace reach::cli
