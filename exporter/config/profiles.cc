#include "exporter/config/profiles.h"

#include <algorithm>
#include <utility>

#include "exporter/config/words.h"

namespace reach::config {
namespace {

std::vector<CheckLayer> ReadChecks(Fields& profile) {
  std::vector<CheckLayer> checks;
  for (auto& [name, fields] : profile.Named("checks", "check")) {
    CheckLayer check = ReadCheck(fields);
    check.name = name;
    checks.push_back(std::move(check));
  }
  return checks;
}

}  // namespace

const CheckLayer* FindCheck(const std::vector<CheckLayer>& checks, std::string_view name) {
  const auto found = std::find_if(checks.begin(), checks.end(),
                                  [&](const CheckLayer& check) { return check.name == name; });
  return found == checks.end() ? nullptr : &*found;
}

void RefuseUnknownCheck(const Profile& profile, const CheckLayer& check,
                        std::vector<Fault>& faults) {
  if (check.module || FindCheck(profile.checks, check.name) != nullptr) return;
  std::vector<std::string_view> names;
  for (const CheckLayer& known : profile.checks) names.push_back(known.name);
  std::string problem = "profile " + Quoted(profile.name) + " has no such check";
  const std::string_view nearest = Nearest(check.name, names);
  if (!nearest.empty()) problem += " (did you mean " + Quoted(nearest) + "?)";
  faults.push_back(FaultAt(check.place, problem + "; a new one needs \"module\""));
}

void Profiles::Read(Fields& root, bool shipped) {
  for (auto& [name, fields] : root.Named("profiles", "profile")) {
    Profile profile;
    profile.name = name;
    profile.place = fields.Where();
    profile.shipped = shipped;
    if (auto extends = fields.String("extends")) {
      profile.extends = {*std::move(extends), fields.Where("extends")};
    }
    profile.process = fields.Label("process").value_or("");
    profile.settings = ReadSettings(fields);
    profile.checks = ReadChecks(fields);
    for (const CheckLayer& check : profile.checks) {
      if (check.module || fields.Has("extends")) continue;
      faults_.push_back(FaultAt(check.place, "\"module\" is missing"));
    }
    const Profile* known = Find(name);
    if (known != nullptr && known->shipped && !shipped) {
      fields.Fault("this profile is shipped; take another name and write \"extends: " + name +
                   "\"");
    } else {
      profiles_.insert_or_assign(name, std::move(profile));
    }
  }
}

void Profiles::ResolveExtends() {
  for (auto& [name, profile] : profiles_) {
    std::vector<std::string> chain;
    Resolve(profile, chain);
  }
}

void Profiles::Resolve(Profile& profile, std::vector<std::string>& chain) {
  if (!profile.extends) return;
  const Located<std::string> extends = *std::exchange(profile.extends, std::nullopt);
  chain.push_back(profile.name);
  const auto parent = profiles_.find(extends.value);
  const auto repeated = std::find(chain.begin(), chain.end(), extends.value);
  if (repeated != chain.end()) {
    std::string circle;
    for (auto name = repeated; name != chain.end(); ++name) circle += *name + ", ";
    faults_.push_back(
        FaultAt(extends.place, "\"extends\" goes in a circle: " + circle + extends.value));
    return;
  }
  if (parent == profiles_.end()) {
    faults_.push_back(FaultAt(extends.place, UnknownWord("profile", extends.value, Names())));
    return;
  }
  Resolve(parent->second, chain);
  Profile merged = parent->second;
  for (const CheckLayer& check : profile.checks) {
    RefuseUnknownCheck(parent->second, check, faults_);
    const CheckLayer* known = FindCheck(merged.checks, check.name);
    if (known == nullptr) {
      merged.checks.push_back(check);
    } else {
      Overlay(merged.checks[static_cast<std::size_t>(known - merged.checks.data())], check);
    }
  }
  if (profile.process.empty()) profile.process = merged.process;
  Overlay(merged.settings, profile.settings);
  profile.settings = std::move(merged.settings);
  profile.checks = std::move(merged.checks);
}

const Profile* Profiles::Find(std::string_view name) const {
  const auto found = profiles_.find(name);
  return found == profiles_.end() ? nullptr : &found->second;
}

std::vector<std::string_view> Profiles::Names() const {
  std::vector<std::string_view> names;
  for (const auto& [name, profile] : profiles_) names.push_back(name);
  return names;
}

std::map<std::string, std::string> Profiles::Processes() const {
  std::map<std::string, std::string> processes;
  for (const auto& [name, profile] : profiles_) {
    if (!profile.process.empty()) processes.emplace(name, profile.process);
  }
  return processes;
}

}  // namespace reach::config
