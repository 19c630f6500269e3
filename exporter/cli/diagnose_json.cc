#include <nlohmann/json.hpp>
#include <system_error>

#include "exporter/cli/diagnose_report.h"

namespace reach::cli {
namespace {

using Json = nlohmann::ordered_json;
using diagnosis::Diagnosis;
using diagnosis::PortEvidence;
using diagnosis::Sighting;

Json NumberOrNull(const std::optional<Duration>& duration) {
  return duration ? Json(Seconds(*duration)) : Json(nullptr);
}

Json ByteOrNull(const std::optional<std::uint8_t>& byte) {
  return byte ? Json(*byte) : Json(nullptr);
}

Json TraceJson(const Trace& trace) {
  return {{"answered_at", trace.answered_at},
          {"last_router", trace.last_router},
          {"last_address", trace.last_address ? Json(ToString(trace.last_address)) : Json(nullptr)},
          {"forwarder", trace.forwarder},
          {"host_distance", trace.host_distance},
          {"answer_ttl", ByteOrNull(trace.answer_ttl)},
          {"answer_tos", ByteOrNull(trace.answer_tos)},
          {"host_ttl", ByteOrNull(trace.host_ttl)}};
}

// The keys of `probe --output json` that belong to one result.
void AddResult(Json& json, const Sighting& seen) {
  json["state"] = Name(StateOf(seen.reason));
  json["reason"] = Name(seen.reason);
  json["success"] = seen.expected;
  json["rtt_seconds"] = NumberOrNull(seen.rtt);
  json["duration_seconds"] = Seconds(seen.duration);
  json["icmp_type"] = nullptr;
  json["icmp_code"] = nullptr;
  json["offender"] = nullptr;
  json["error"] = nullptr;
  if (seen.icmp) {
    json["icmp_type"] = seen.icmp->type;
    json["icmp_code"] = seen.icmp->code;
    json["offender"] = Name(seen.icmp->offender);
  }
  if (seen.error != 0) json["error"] = std::generic_category().message(seen.error);
}

Json SightingJson(const Sighting& seen) {
  Json json = {{"view", diagnosis::Name(seen.view)},
               {"vantage", seen.vantage},
               {"address", seen.address ? Json(ToString(seen.address)) : Json(nullptr)}};
  AddResult(json, seen);
  json["attempts"] = seen.attempts;
  json["answered"] = seen.answered;
  json["syn_retransmits"] = seen.syn_retransmits;
  json["trace"] = seen.trace ? TraceJson(*seen.trace) : Json(nullptr);
  return json;
}

Json CheckJson(const diagnosis::TargetEvidence& target, const PortEvidence& port,
               const Diagnosis& diagnosis) {
  const Sighting none;
  const Sighting& first = port.sightings.empty() ? none : port.sightings.front();
  Json json = {{"target", target.target},
               {"host", port.host},
               {"address", first.address ? Json(ToString(first.address)) : Json(nullptr)},
               {"port", port.port == 0 ? Json(nullptr) : Json(port.port)},
               {"transport", Name(port.transport)},
               {"module", port.module}};
  AddResult(json, first);
  json["check"] = port.check;
  json["cause"] = Name(diagnosis.cause);
  json["confidence"] = Name(diagnosis.confidence);
  json["candidates"] = Json::array();
  for (const Cause cause : diagnosis.candidates) json["candidates"].push_back(Name(cause));
  json["evidence"] = diagnosis.evidence;
  json["sightings"] = Json::array();
  for (const Sighting& seen : port.sightings) json["sightings"].push_back(SightingJson(seen));
  return json;
}

}  // namespace

std::string ToJson(const DiagnoseReport& report) {
  const Diagnosis& root = report.diagnosis.root;
  Json json = {{"target", report.evidence.target},
               {"cause", Name(root.cause)},
               {"confidence", Name(root.confidence)},
               {"candidates", Json::array()},
               {"evidence", root.evidence},
               {"remedy", Json::array()},
               {"checks", Json::array()}};
  for (const Cause cause : root.candidates) json["candidates"].push_back(Name(cause));
  json["remedy"] = report.summary.remedy;
  for (std::size_t i = 0; i < report.evidence.ports.size(); ++i) {
    json["checks"].push_back(
        CheckJson(report.evidence, report.evidence.ports[i], report.diagnosis.checks[i]));
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace reach::cli
