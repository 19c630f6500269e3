#include "exporter/config/targets.h"

#include <unordered_map>
#include <utility>

#include "exporter/config/host.h"
#include "exporter/config/words.h"

namespace reach::config {
namespace {

void ReadName(Fields& fields, TargetLayer& target) {
  fields.Rename("target");
  if (auto name = fields.Label("name")) {
    target.name = *std::move(name);
    fields.Rename("target " + Quoted(target.name));
  } else if (!fields.Has("name")) {
    fields.Fault("\"name\" is missing");
  }
}

void ReadTargetHost(Fields& fields, TargetLayer& target) {
  const std::optional<std::string> text = fields.String("host");
  if (!text) {
    if (!fields.Has("host")) fields.Fault("\"host\" is missing");
    return;
  }
  HostReading host = ReadHost(*text);
  if (!host.problem.empty()) fields.Fault("host", "host " + Quoted(*text) + " " + host.problem);
  target.host = std::move(host.host);
  target.literal = host.literal;
}

std::vector<CheckLayer> ReadCheckList(Fields& target) {
  std::vector<CheckLayer> checks;
  if (target.IsMap("checks")) {
    target.Map("checks")->Ignore();
    target.Fault("checks", "\"checks\" must be a list, because the target has no profile");
    return checks;
  }
  const std::vector<Fields> list = target.Maps("checks");
  if (target.IsEmpty("checks")) {
    target.Fault("checks", "has neither \"profile\" nor \"checks\"");
  }
  for (Fields fields : list) {
    fields.Rename(target.object() + " check");
    std::optional<std::string> name = fields.Label("name");
    if (name) fields.Rename(target.object() + " check " + Quoted(*name));
    CheckLayer check = ReadCheck(fields);
    check.name = name.value_or("");
    if (!check.module && !fields.Has("module")) fields.Fault("\"module\" is missing");
    checks.push_back(std::move(check));
  }
  return checks;
}

std::vector<CheckLayer> ReadCheckMap(Fields& target) {
  std::vector<CheckLayer> checks;
  if (target.IsList("checks")) {
    for (Fields& fields : target.Maps("checks")) fields.Ignore();
    target.Fault("checks", "\"checks\" must be a map by name, because the target has a profile");
    return checks;
  }
  for (auto& [name, fields] : target.Named("checks", "check")) {
    CheckLayer check = ReadCheck(fields);
    check.name = name;
    checks.push_back(std::move(check));
  }
  return checks;
}

void RefusePort(Fields& target) {
  if (!target.Integer("port", 1, UINT16_MAX)) return;
  target.Fault("port", target.Has("profile")
                           ? "the profile says the ports; change them under \"checks\""
                           : "\"port\" belongs to a check; write it under \"checks\"");
}

TargetLayer ReadTarget(Fields& fields) {
  TargetLayer target;
  target.place = fields.Where();
  ReadName(fields, target);
  target.place.object = fields.object();
  ReadTargetHost(fields, target);
  if (auto profile = fields.String("profile")) {
    target.profile = {*std::move(profile), fields.Where("profile")};
  }
  if (auto of = fields.String("of")) target.of = {*std::move(of), fields.Where("of")};
  target.labels = ReadLabels(fields);
  if (const auto path = fields.OneOf("path", {"local", "lan", "hairpin", "internet"})) {
    target.path = ParsePath(*path);
  }
  target.families = ReadFamilies(fields);
  target.resolve = ReadResolve(fields);
  target.settings = ReadSettings(fields);
  RefusePort(fields);
  target.checks = fields.Has("profile") ? ReadCheckMap(fields) : ReadCheckList(fields);
  return target;
}

}  // namespace

std::vector<TargetLayer> ReadTargets(Fields& root) {
  std::vector<TargetLayer> targets;
  std::unordered_map<std::string, int> lines;
  for (Fields& fields : root.Maps("targets")) {
    targets.push_back(ReadTarget(fields));
    const std::string& name = targets.back().name;
    const auto [first, is_new] = lines.try_emplace(name, fields.Where("name").line);
    if (!is_new && !name.empty()) {
      fields.Fault("name",
                   "the name is taken by the target at line " + std::to_string(first->second));
    }
  }
  return targets;
}

std::map<std::string, std::string> JoinInside(const std::vector<TargetLayer>& targets,
                                              std::vector<Fault>& faults) {
  std::map<std::string, const TargetLayer*> by_name;
  for (const TargetLayer& target : targets) by_name.emplace(target.name, &target);
  std::map<std::string, std::string> joined;
  for (const TargetLayer& target : targets) {
    if (!target.of) continue;
    const std::string& name = target.of->value;
    const auto found = by_name.find(name);
    std::string problem;
    if (found == by_name.end()) {
      problem = "\"of\": there is no target " + Quoted(name);
    } else if (name == target.name) {
      problem = "\"of\" names the target itself";
    } else if (found->second->of) {
      problem = "\"of\": " + Quoted(name) + " is itself of " + Quoted(found->second->of->value);
    }
    if (problem.empty()) {
      joined.emplace(target.name, name);
    } else {
      faults.push_back(FaultAt(target.of->place, problem));
    }
  }
  return joined;
}

}  // namespace reach::config
