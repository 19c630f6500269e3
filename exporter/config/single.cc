// What a one-shot command needs of the configuration: one module, or one target.
#include <utility>

#include "exporter/config/blueprint.h"
#include "exporter/config/config.h"
#include "exporter/config/document.h"
#include "exporter/config/error.h"
#include "exporter/config/global.h"
#include "exporter/config/host.h"
#include "exporter/config/merge.h"
#include "exporter/config/modules.h"
#include "exporter/config/profiles.h"
#include "exporter/config/words.h"
#include "exporter/config/yaml.h"

namespace reach::config {
namespace {

std::shared_ptr<const Value> Written(const std::string& path) {
  return path.empty() ? std::make_shared<const Value>(EmptyMap()) : ParseYaml(path, LoadText(path));
}

}  // namespace

std::shared_ptr<const Module> LoadModule(const std::string& path, std::string_view name,
                                         Probers probers) {
  std::vector<Fault> faults;
  Document document(path, Written(path), Variables::kExpand, faults);
  Fields root = document.Root();
  root.Ignore();  // what else is in the file does not matter to one check
  Modules modules(probers, document);
  ReadShipped(modules, nullptr, faults);
  modules.Read(root, false);
  const ModuleEntry* entry = modules.Find(name);
  if (entry == nullptr)
    faults.push_back({path, 0, "", UnknownWord("module", name, modules.Names())});
  document.ReportLeftOvers();
  ThrowIfAny(std::move(faults));
  return entry->module;
}

std::shared_ptr<const Module> FindModule(const std::string& path, std::string_view name,
                                         Probers probers) {
  try {
    return LoadModule(path, name, probers);
  } catch (const Faults&) {
    return nullptr;
  }
}

std::vector<Check> LoadTarget(const std::string& path, const std::string& host,
                              const std::string& profile, Probers probers) {
  std::vector<Fault> faults;
  Document document(path, Written(path), Variables::kExpand, faults);
  Fields root = document.Root();
  Config ignored;
  const Settings global = ReadGlobal(root, ignored);
  Modules modules(probers, document);
  Profiles profiles(faults);
  ReadShipped(modules, &profiles, faults);
  modules.Read(root, false);
  profiles.Read(root, false);
  profiles.ResolveExtends();
  Merger merger(global, modules, profiles, faults);
  TargetLayer target;
  target.name = host;
  target.place.object = "target " + Quoted(host);
  HostReading reading = ReadHost(host);
  if (!reading.problem.empty()) {
    faults.push_back(FaultAt(target.place, "host " + Quoted(host) + " " + reading.problem));
  }
  target.host = std::move(reading.host);
  target.literal = reading.literal;
  target.profile = {profile, target.place};
  std::vector<Check> checks;
  merger.Add(target, checks);
  root.Ignore();  // the other targets of the file
  ThrowIfAny(std::move(faults));
  return checks;
}

}  // namespace reach::config
