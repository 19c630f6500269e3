#include "exporter/web/diagnosis_json.h"

#include <nlohmann/json.hpp>

namespace reach::web {
namespace {

using Json = nlohmann::ordered_json;
using diagnosis::Diagnosis;
using diagnosis::Verdict;

Json Names(const std::vector<Cause>& causes) {
  Json list = Json::array();
  for (const Cause cause : causes) list.push_back(Name(cause));
  return list;
}

Json ToJson(const std::string& target, const Verdict& verdict, const WallClock& clock) {
  const Diagnosis& root = verdict.diagnosis.root;
  Json json = {{"target", target},
               {"cause", Name(root.cause)},
               {"confidence", Name(root.confidence)},
               {"since", clock.UnixSeconds(verdict.since)},
               {"sentence", verdict.sentence},
               {"candidates", Names(root.candidates)},
               {"settle", root.settle},
               {"evidence", root.evidence},
               {"remedy", verdict.remedy},
               {"checks", Json::array()},
               {"outages", Json::object()},
               {"downtime_seconds", Json::object()}};
  for (std::size_t i = 0; i < verdict.checks.size(); ++i) {
    const Diagnosis& own = verdict.diagnosis.checks[i];
    json["checks"].push_back({{"check", verdict.checks[i]},
                              {"cause", Name(own.cause)},
                              {"confidence", Name(own.confidence)}});
  }
  for (const auto& [cause, account] : verdict.accounts) {
    json["outages"][std::string(Name(cause))] = account.outages;
    json["downtime_seconds"][std::string(Name(cause))] = Seconds(account.downtime);
  }
  return json;
}

}  // namespace

std::string DiagnosisJson(const diagnosis::Verdicts& verdicts, std::string_view target,
                          const WallClock& clock) {
  Json list = Json::array();
  for (const auto& [name, verdict] : verdicts) {
    if (target.empty() || target == name) list.push_back(ToJson(name, *verdict, clock));
  }
  return list.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace reach::web
