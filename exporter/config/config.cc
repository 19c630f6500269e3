#include "exporter/config/config.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "exporter/config/blueprint.h"
#include "exporter/config/control_reader.h"
#include "exporter/config/document.h"
#include "exporter/config/global.h"
#include "exporter/config/host_view_reader.h"
#include "exporter/config/merge.h"
#include "exporter/config/modules.h"
#include "exporter/config/profiles.h"
#include "exporter/config/target_source.h"
#include "exporter/config/targets.h"
#include "exporter/config/wan_reader.h"
#include "exporter/config/words.h"
#include "exporter/config/yaml.h"

namespace reach::config {
namespace {

// The written modules among those that the checks use, without the settings, which each check has.
std::shared_ptr<const Value> UsedModules(const std::vector<Check>& checks, Modules& modules) {
  std::set<std::string> names;
  for (const Check& check : checks) names.insert(check.policy->module->name);
  auto used = std::make_shared<Value>();
  used->kind = Value::Kind::kMap;
  for (const std::string& name : names) {
    const Value* written = modules.Find(name)->written;
    if (written == nullptr) continue;
    auto module = std::make_shared<Value>(*written);
    std::erase_if(module->items, [](const Value::Item& item) {
      return std::find(kSettingKeys.begin(), kSettingKeys.end(), item.key) != kSettingKeys.end();
    });
    used->items.push_back({name, 0, std::move(module)});
  }
  return used;
}

// What nothing is merged into. It may hold secrets and variables.
std::shared_ptr<const Value> Sections(const Value& tree) {
  constexpr std::array<std::string_view, 3> kKeys = {"probe_api", "vantages", "check_host"};
  auto sections = std::make_shared<Value>();
  sections->kind = Value::Kind::kMap;
  for (const Value::Item& item : tree.items) {
    const bool wanted = std::find(kKeys.begin(), kKeys.end(), item.key) != kKeys.end();
    if (wanted && !item.value->items.empty()) sections->items.push_back(item);
  }
  return sections;
}

// What the defaults make of a target that says nothing must be right before the first one comes.
void TryDefaults(const TargetDefaults& defaults, const Place& place, Modules& modules,
                 Merger& merger) {
  TargetLayer target;
  target.place = place;
  target.profile = defaults.profile;
  target.families = defaults.check.families;
  target.settings = defaults.check.settings;
  if (!target.profile && !defaults.check.module) return;
  if (!target.profile) {
    CheckLayer& check = target.checks.emplace_back(defaults.check);
    const ModuleEntry* module = modules.Find(check.module->value);
    const bool has_port = module && module->module && module->module->transport != Transport::kIcmp;
    if (has_port && !check.port) check.port = 1;
  }
  std::vector<Check> ignored;
  merger.Add(target, ignored);
}

}  // namespace

void ReadShipped(Modules& modules, Profiles* profiles, std::vector<Fault>& faults) {
  const std::string file = "profiles.yml (shipped)";
  Document shipped(file, ParseYaml(file, kShippedProfiles), Variables::kKeep, faults);
  Fields root = shipped.Root();
  modules.Read(root, true);
  if (profiles == nullptr) {
    root.Ignore();
  } else {
    profiles->Read(root, true);
  }
  shipped.ReportLeftOvers();
}

Config LoadConfig(const std::string& path, Probers probers) {
  std::vector<Fault> faults;
  const std::shared_ptr<const Value> tree = ParseYaml(path, LoadText(path));
  Document document(path, tree, Variables::kExpand, faults);
  Fields root = document.Root();
  Config config;
  config.file = path;
  const Settings global = ReadGlobal(root, config);
  ReadLimits(root, config.limits);
  ReadDns(root, config);
  ReadStorage(root, config);
  Modules modules(probers, document);
  Profiles profiles(faults);
  ReadShipped(modules, &profiles, faults);
  modules.Read(root, false);
  profiles.Read(root, false);
  profiles.ResolveExtends();
  Merger merger(global, modules, profiles, faults);
  merger.RefuseUnknownModules();
  const std::vector<TargetLayer> targets = ReadTargets(root);
  for (const TargetLayer& target : targets) merger.Add(target, config.checks);
  config.processes = profiles.Processes();
  config.inside_of = JoinInside(targets, faults);
  config.controls = ReadControls(root, config.checks, modules);
  config.host_view = ReadHostView(root, config.checks, config.warnings);
  config.probe_api = ReadProbeApi(root, path);
  config.vantages = ReadVantages(root, path, config.checks, config.warnings);
  config.check_host = ReadCheckHost(root);
  config.outbound = ReadOutbound(root, modules);
  config.wan = ReadWan(root);
  config.ddns = ReadDdns(root, config.checks);
  std::vector<TargetSource> sources = ReadTargetSources(root, path);
  for (const TargetSource& source : sources) {
    TryDefaults(source.defaults, {path, root.Where("target_files").line, "target_files"}, modules,
                merger);
  }
  document.ReportLeftOvers();
  ThrowIfAny(std::move(faults));
  if (!sources.empty()) {
    config.blueprint = std::make_shared<Blueprint>(path, *tree, probers, std::move(sources));
  } else if (config.checks.empty()) {
    config.warnings.push_back(ToString({path, 0, "targets", "there are none: nothing is probed"}));
  }
  config.modules = UsedModules(config.checks, modules);
  config.sections = Sections(*tree);
  return config;
}

}  // namespace reach::config
