#include "exporter/config/merge.h"

#include <utility>

#include "exporter/config/duration.h"
#include "exporter/config/words.h"

namespace reach::config {
namespace {

unsigned BitsOf(const StateSet& states) {
  unsigned bits = 0;
  for (const State state : kAllStates) {
    if (states.Contains(state)) bits |= 1U << static_cast<unsigned>(state);
  }
  return bits;
}

// What the profile says, with what the target changes in it. A fault points at the target: that is
// the user's own text even when the profile is a shipped one.
CheckLayer Combine(const TargetLayer& target, const CheckLayer* shared, const CheckLayer* own) {
  CheckLayer check;
  if (shared != nullptr) check = *shared;
  check.place = target.place;
  check.place.object += " check " + Quoted(check.name);
  if (target.families) check.families = target.families;
  if (own != nullptr) Overlay(check, *own);
  return check;
}

std::string DefaultName(const CheckLayer& check) {
  return check.module->value + (check.port ? "-" + std::to_string(*check.port) : "");
}

CheckPolicy PolicyOf(const Settings& settings, std::shared_ptr<const Module> module,
                     const Profile* profile, const CheckLayer& check) {
  CheckPolicy policy;
  policy.name = check.name;
  policy.module = std::move(module);
  if (check.tls) policy.tls = check.tls->value;
  if (profile != nullptr) policy.profile = profile->name;
  policy.role = check.role.value_or(Role::kSupporting);
  policy.interval = settings.interval->value;
  policy.timeout = settings.timeout->value;
  policy.page_after = *settings.page_after;
  policy.confirm = *settings.confirm;
  for (std::size_t i = 0; i < policy.expect.size(); ++i) policy.expect[i] = *settings.expect[i];
  return policy;
}

}  // namespace

void Merger::RefuseUnknownModules() {
  for (const auto& [name, profile] : profiles_.all()) {
    if (profile.shipped) continue;
    for (const CheckLayer& check : profile.checks) {
      if (check.module) ModuleOf(check);
    }
  }
}

void Merger::Add(const TargetLayer& target, std::vector<Check>& checks) {
  lines_.clear();
  enabled_ = 0;
  // As a rule the next target of a list has the same.
  if (target.labels.empty()) {
    labels_ = nullptr;
  } else if (labels_ == nullptr || labels_->labels != target.labels) {
    labels_ = std::make_shared<const Rarities>(Rarities{target.labels, {}});
  }
  RefuseOtherFamily(target.families, target, target.place);
  if (!target.profile) {
    for (const CheckLayer& own : target.checks) AddCheck(target, nullptr, nullptr, &own, checks);
  } else if (const Profile* profile = ProfileOf(target)) {
    for (const CheckLayer& shared : profile->checks) {
      AddCheck(target, profile, &shared, FindCheck(target.checks, shared.name), checks);
    }
    for (const CheckLayer& own : target.checks) {
      if (FindCheck(profile->checks, own.name) != nullptr) continue;
      RefuseUnknownCheck(*profile, own, faults_);
      AddCheck(target, profile, nullptr, &own, checks);
    }
  } else {
    return;
  }
  const bool any = target.profile || !target.checks.empty();
  if (any && enabled_ == 0) faults_.push_back(FaultAt(target.place, "no check is enabled"));
}

const Profile* Merger::ProfileOf(const TargetLayer& target) {
  const Profile* profile = profiles_.Find(target.profile->value);
  if (profile == nullptr) {
    faults_.push_back(FaultAt(target.profile->place,
                              UnknownWord("profile", target.profile->value, profiles_.Names())));
  }
  return profile;
}

void Merger::AddCheck(const TargetLayer& target, const Profile* profile, const CheckLayer* shared,
                      const CheckLayer* own, std::vector<Check>& checks) {
  CheckLayer layer = Combine(target, shared, own);
  if (!layer.enabled.value_or(true)) return;
  ++enabled_;
  if (!layer.module) return;  // reported where it was read
  if (layer.name.empty()) layer.name = DefaultName(layer);
  for (const Family family : layer.families.value_or(Families{Family::kAny})) {
    if (!IsNew(layer.name, family, layer.place)) return;
  }
  const ModuleEntry* module = ModuleOf(layer);
  if (module == nullptr || module->module == nullptr) return;
  if (own != nullptr) RefuseOtherFamily(own->families, target, layer.place);
  if (!IsComplete(layer, module->module->transport)) return;
  const Settings settings = SettingsOf(*module, target, profile, shared, own);
  RefuseLongTimeout(settings, layer.place);
  auto fitted = FittedModule(*module, layer);
  if (fitted == nullptr) return;
  const auto policy = Intern(PolicyOf(settings, std::move(fitted), profile, layer));
  for (const Family family : layer.families.value_or(Families{Family::kAny})) {
    checks.push_back({target.name, target.host, layer.port.value_or(0), family,
                      target.resolve.value_or(Resolve::kFirst), target.path, policy, labels_});
  }
}

bool Merger::IsNew(const std::string& name, Family family, const Place& place) {
  const auto [first, is_new] = lines_.try_emplace({name, family}, place.line);
  if (is_new) return true;
  faults_.push_back(FaultAt(place, "the check " + Quoted(name) + " is at line " +
                                       std::to_string(first->second) +
                                       " already; give one of them another \"name\""));
  return false;
}

const ModuleEntry* Merger::ModuleOf(const CheckLayer& check) {
  const ModuleEntry* module = modules_.Find(check.module->value);
  if (module == nullptr) {
    faults_.push_back(
        FaultAt(check.module->place, UnknownWord("module", check.module->value, modules_.Names())));
  }
  return module;
}

std::shared_ptr<const Module> Merger::FittedModule(const ModuleEntry& entry,
                                                   const CheckLayer& check) {
  if (!check.tls) return entry.module;
  auto module = modules_.WithTls(*entry.module, check.tls->value);
  if (module == nullptr) {
    faults_.push_back(
        FaultAt(check.tls->place, "\"tls\" does not fit the module " + Quoted(entry.module->name)));
  }
  return module;
}

bool Merger::IsComplete(const CheckLayer& check, Transport transport) {
  const bool needs_port = transport != Transport::kIcmp;
  if (check.port.has_value() == needs_port) return true;
  faults_.push_back(
      FaultAt(check.place, needs_port ? "\"port\" is missing" : "ICMP has no \"port\""));
  return false;
}

void Merger::RefuseOtherFamily(const std::optional<Families>& families, const TargetLayer& target,
                               const Place& place) {
  if (!families || target.literal == Family::kAny) return;
  for (const Family family : *families) {
    if (family == Family::kAny || family == target.literal) continue;
    faults_.push_back(FaultAt(
        place, "family " + std::string(Name(family)) + " does not fit the address " + target.host));
  }
}

Settings Merger::SettingsOf(const ModuleEntry& module, const TargetLayer& target,
                            const Profile* profile, const CheckLayer* shared,
                            const CheckLayer* own) const {
  Settings settings = global_;
  Overlay(settings, module.settings);
  if (profile != nullptr) Overlay(settings, profile->settings);
  if (shared != nullptr) Overlay(settings, shared->settings);
  Overlay(settings, target.settings);
  if (own != nullptr) Overlay(settings, own->settings);
  return settings;
}

void Merger::RefuseLongTimeout(const Settings& settings, const Place& check) {
  const auto& [timeout, timeout_place] = *settings.timeout;
  const auto& [interval, interval_place] = *settings.interval;
  if (timeout <= interval) return;
  const std::string long_timeout = "timeout " + FormatDuration(timeout) +
                                   " is above the interval of " + FormatDuration(interval);
  const std::string short_interval = "interval " + FormatDuration(interval) +
                                     " is below the timeout of " + FormatDuration(timeout);
  // Defaults and shipped profiles are not in the user's file.
  if (timeout_place.file == check.file) {
    faults_.push_back(FaultAt(timeout_place, long_timeout));
  } else if (interval_place.file == check.file) {
    faults_.push_back(FaultAt(interval_place, short_interval));
  } else {
    faults_.push_back(FaultAt(check, long_timeout));
  }
}

std::shared_ptr<const CheckPolicy> Merger::Intern(CheckPolicy policy) {
  std::array<unsigned, kAllPaths.size()> expect{};
  for (std::size_t i = 0; i < expect.size(); ++i) expect[i] = BitsOf(policy.expect[i]);
  PolicyKey key{policy.name,    policy.module.get(), policy.profile, policy.role, policy.interval,
                policy.timeout, policy.page_after,   policy.confirm, expect};
  auto& shared = policies_[std::move(key)];
  if (shared == nullptr) shared = std::make_shared<const CheckPolicy>(std::move(policy));
  return shared;
}

}  // namespace reach::config
