#include "exporter/probes/probe_report.h"

#include <nlohmann/json.hpp>
#include <system_error>

namespace reach {
namespace {

std::string ErrorText(int error) { return std::generic_category().message(error); }

nlohmann::ordered_json FactsJson(const Facts& facts) {
  auto json = nlohmann::ordered_json::object();
  for (const auto& [name, value] : facts.words) json[std::string(name)] = value;
  for (const auto& [spec, value] : facts.numbers) json[std::string(spec->name)] = value;
  return json;
}

}  // namespace

nlohmann::ordered_json JsonOf(const ProbeReport& report) {
  const Observation& seen = report.seen;
  nlohmann::ordered_json json = {
      {"target", report.target},
      {"host", report.where.host},
      {"address", nullptr},
      {"port", nullptr},
      {"transport", Name(report.transport)},
      {"module", report.module},
      {"state", Name(seen.state())},
      {"reason", Name(seen.reason)},
      {"success", report.success},
      {"rtt_seconds", nullptr},
      {"duration_seconds", Seconds(seen.duration)},
      {"icmp_type", nullptr},
      {"icmp_code", nullptr},
      {"offender", nullptr},
      {"error", nullptr},
      {"facts", nullptr},
  };
  if (report.where.port != 0) json["port"] = report.where.port;
  if (report.address) json["address"] = ToString(report.address);
  if (seen.rtt) json["rtt_seconds"] = Seconds(*seen.rtt);
  if (seen.icmp) {
    json["icmp_type"] = seen.icmp->type;
    json["icmp_code"] = seen.icmp->code;
    json["offender"] = Name(seen.icmp->offender);
  }
  if (seen.error != 0) json["error"] = ErrorText(seen.error);
  if (seen.facts) json["facts"] = FactsJson(*seen.facts);
  return json;
}

std::string ToText(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::string ToJson(const ProbeReport& report) { return ToText(JsonOf(report)); }

}  // namespace reach
