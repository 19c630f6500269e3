#include "exporter/config/modules.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "exporter/config/words.h"

namespace reach::config {

void Modules::Read(Fields& root, bool shipped) {
  for (auto& [name, fields] : root.Named("modules", "module")) {
    ModuleEntry entry = ReadModule(name, fields);
    if (!shipped) entry.written = &fields.value();
    entries_.insert_or_assign(name, std::move(entry));
  }
}

ModuleEntry Modules::ReadModule(const std::string& name, Fields& fields) {
  const std::optional<std::string> word = fields.String("prober");
  const Prober* prober = word ? FindProber(probers_, *word) : nullptr;
  if (prober == nullptr) {
    // Without the type nobody can say which keys are right.
    fields.Ignore();
    if (word) fields.Fault("prober", UnknownWord("prober", *word, ProberNames(), true));
    if (!fields.Has("prober")) fields.Fault("\"prober\" is missing");
    return {};
  }
  if (FindProber(probers_, name) != nullptr && name != *word) {
    fields.Fault("prober", "a module with the name of a prober must use that prober");
  }
  return ReadWith(*prober, name, fields);
}

ModuleEntry Modules::ReadWith(const Prober& prober, const std::string& name, Fields& fields) {
  const Settings written = ReadSettings(fields);
  const ModuleReading reading = prober.read(fields);
  ModuleEntry entry;
  entry.settings.expect.fill(reading.expect);
  Overlay(entry.settings, written);
  entry.module =
      std::make_shared<const Module>(Module{name, std::string(prober.name), prober.transport,
                                            reading.options, reading.expect, reading.families});
  return entry;
}

const ModuleEntry* Modules::Find(std::string_view name) {
  const auto known = entries_.find(name);
  if (known != entries_.end()) return &known->second;
  const Prober* prober = FindProber(probers_, name);
  if (prober == nullptr) return nullptr;
  Fields nothing = document_.Open(EmptyMap(), "module " + Quoted(name), 0);
  const auto added = entries_.emplace(name, ReadWith(*prober, std::string(name), nothing));
  return &added.first->second;
}

std::shared_ptr<const Module> Modules::WithTls(const Module& module, bool on) {
  const auto [place, is_new] = with_tls_.try_emplace({&module, on});
  if (is_new) place->second = config::WithTls(module, on, probers_);
  return place->second;
}

std::vector<std::string_view> Modules::ProberNames() const {
  std::vector<std::string_view> names;
  for (const Prober* prober : probers_) names.push_back(prober->name);
  return names;
}

std::vector<std::string_view> Modules::Names() const {
  std::vector<std::string_view> names = ProberNames();
  for (const auto& [name, entry] : entries_) names.push_back(name);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace reach::config
