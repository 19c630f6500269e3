#include <algorithm>
#include <array>
#include <map>

#include "exporter/config/discovered.h"
#include "exporter/config/targets.h"
#include "exporter/core/text.h"

namespace reach::config {
namespace {

using Words = std::array<std::pair<std::string_view, std::string TargetLabels::*>, 6>;
constexpr Words kWords = {{{"__reach_profile", &TargetLabels::profile},
                           {"__param_module", &TargetLabels::module},
                           {"__reach_target", &TargetLabels::target},
                           {"__reach_check", &TargetLabels::check},
                           {"__reach_path", &TargetLabels::path},
                           {"__reach_resolve", &TargetLabels::resolve}}};

}  // namespace

TargetLabels TakeApart(const Labels& written, const Labels& defaults) {
  TargetLabels labels;
  std::map<std::string, std::string> user(defaults.begin(), defaults.end());
  Labels renamed;
  for (const auto& [name, value] : written) {
    const std::string& wanted = name;  // clang 14 cannot capture a binding
    const auto* const word = std::find_if(kWords.begin(), kWords.end(),
                                          [&](const auto& known) { return known.first == wanted; });
    if (word != kWords.end()) labels.*word->second = CleanText(value);
    if (name.starts_with("__") || name == "instance" || name == "job") continue;
    if (!IsLabelName(name)) {
      labels.dropped.push_back(name);
    } else if (value.empty()) {
      user.erase(name);
    } else if (IsTakenLabel(name)) {
      labels.renamed.push_back(name);
      renamed.emplace_back("exported_" + name, CleanText(value));
    } else {
      user.insert_or_assign(name, CleanText(value));
    }
  }
  user.insert(renamed.begin(), renamed.end());  // what the list itself calls so comes first
  labels.user.assign(user.begin(), user.end());
  return labels;
}

}  // namespace reach::config
