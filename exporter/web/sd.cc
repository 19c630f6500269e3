#include "exporter/web/sd.h"

#include <nlohmann/json.hpp>

#include "exporter/core/host_port.h"

namespace reach::web {
namespace {

nlohmann::ordered_json GroupOf(const Check& check) {
  nlohmann::ordered_json group;
  const bool v6 = check.host.find(':') != std::string::npos;
  group["targets"] = {check.port != 0 ? ToString(HostPort{check.host, check.port})
                      : v6            ? "[" + check.host + "]"
                                      : check.host};
  nlohmann::ordered_json& labels = group["labels"];
  labels["__param_module"] = check.policy->module->name;
  labels["__reach_target"] = check.target;
  labels["__reach_check"] = check.name;
  if (check.path) labels["__reach_path"] = Name(*check.path);
  if (check.resolve != Resolve::kFirst) labels["__reach_resolve"] = Name(check.resolve);
  for (const auto& [name, value] : check.labels) labels[name] = value;
  return group;
}

}  // namespace

std::string RenderTargets(const config::Config& config) {
  using Json = nlohmann::ordered_json;
  std::string text = "[";
  for (const Check& check : config.checks) {
    text += text.size() == 1 ? "\n" : ",\n";
    text += GroupOf(check).dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  return text + "\n]\n";
}

}  // namespace reach::web
