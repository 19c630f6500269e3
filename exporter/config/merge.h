// Layers to checks: defaults, global, module, profile, profile check, target, check; later wins.
// Thread: one. Owner: the load.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "exporter/config/modules.h"
#include "exporter/config/profiles.h"
#include "exporter/config/settings.h"
#include "exporter/config/targets.h"
#include "exporter/core/check.h"

namespace reach::config {

class Merger {
 public:
  // All of it outlives the merger. `global` lies over the defaults already.
  Merger(const Settings& global, Modules& modules, const Profiles& profiles,
         std::vector<Fault>& faults)
      : global_(global), modules_(modules), profiles_(profiles), faults_(faults) {}

  // A profile that no target uses must be right too.
  void RefuseUnknownModules();

  // Appends the target's checks. Faults go to the list; then the checks are not complete.
  void Add(const TargetLayer& target, std::vector<Check>& checks);

 private:
  using PolicyKey = std::tuple<std::string, const Module*, std::string, Role, Duration, Duration,
                               Duration, int, std::array<unsigned, kAllPaths.size()>>;

  const Profile* ProfileOf(const TargetLayer& target);
  // One check of a target: what the profile says of it, and what the target does; one may be null.
  void AddCheck(const TargetLayer& target, const Profile* profile, const CheckLayer* shared,
                const CheckLayer* own, std::vector<Check>& checks);
  // Null, with a fault, when there is no such module.
  const ModuleEntry* ModuleOf(const CheckLayer& check);
  // The module, with TLS as the check wants it; null, with a fault, when it cannot have that.
  std::shared_ptr<const Module> FittedModule(const ModuleEntry& entry, const CheckLayer& check);
  bool IsComplete(const CheckLayer& check, Transport transport);
  bool IsNew(const std::string& name, Family family, const Place& place);
  void RefuseOtherFamily(const std::optional<Families>& families, const TargetLayer& target,
                         const Place& place);
  Settings SettingsOf(const ModuleEntry& module, const TargetLayer& target, const Profile* profile,
                      const CheckLayer* shared, const CheckLayer* own) const;
  void RefuseLongTimeout(const Settings& settings, const Place& check);
  std::shared_ptr<const CheckPolicy> Intern(CheckPolicy policy);

  const Settings& global_;
  Modules& modules_;
  const Profiles& profiles_;
  std::vector<Fault>& faults_;
  std::map<PolicyKey, std::shared_ptr<const CheckPolicy>> policies_;
  std::shared_ptr<const Rarities> labels_;               // of this target; null: none
  std::map<std::pair<std::string, Family>, int> lines_;  // of the checks of this target so far
  int enabled_ = 0;
};

}  // namespace reach::config
