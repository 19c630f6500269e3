// All profiles of a configuration, the shipped ones and the file's, with `extends` resolved.
// Thread: one. Owner: the load.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/config/check_layer.h"
#include "exporter/config/fields.h"
#include "exporter/config/settings.h"

namespace reach {

extern const char kShippedProfiles[];  // profiles.yml

namespace config {

struct Profile {
  std::string name;
  Place place;
  bool shipped = false;
  std::optional<Located<std::string>> extends;
  std::string process;  // of the server, as the kernel calls it; "": not known
  Settings settings;
  std::vector<CheckLayer> checks;  // by name, in the order of the file; a parent's come first
};

// The check of that name, or null.
const CheckLayer* FindCheck(const std::vector<CheckLayer>& checks, std::string_view name);

// A check that overrides one of the profile, or is new and then has a module. Reports a name that
// is neither.
void RefuseUnknownCheck(const Profile& profile, const CheckLayer& check,
                        std::vector<Fault>& faults);

class Profiles {
 public:
  explicit Profiles(std::vector<Fault>& faults) : faults_(faults) {}

  void Read(Fields& root, bool shipped);
  // Call once, after all files were read.
  void ResolveExtends();

  const Profile* Find(std::string_view name) const;  // null when there is none
  std::vector<std::string_view> Names() const;
  std::map<std::string, std::string> Processes() const;  // by profile, of those that have one
  const std::map<std::string, Profile, std::less<>>& all() const { return profiles_; }

 private:
  // `chain`: the profiles that are being resolved, for the message about a circle.
  void Resolve(Profile& profile, std::vector<std::string>& chain);

  std::vector<Fault>& faults_;
  std::map<std::string, Profile, std::less<>> profiles_;
};

}  // namespace config
}  // namespace reach
