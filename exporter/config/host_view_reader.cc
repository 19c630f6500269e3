#include "exporter/config/host_view_reader.h"

#include <optional>
#include <set>
#include <string_view>

#include "exporter/config/words.h"

namespace reach::config {
namespace {

HostViewMode ModeOf(const std::string& word) {
  if (word == "auto") return HostViewMode::kAuto;
  return word == "true" ? HostViewMode::kNamed : HostViewMode::kOff;
}

void RefuseUnknown(Fields& fields, const std::vector<std::string>& names,
                   const std::vector<Check>& checks, std::vector<std::string>* warnings) {
  std::set<std::string_view> targets;
  for (const Check& check : checks) targets.insert(check.target);
  const std::vector<std::string_view> known(targets.begin(), targets.end());
  for (const std::string& name : names) {
    if (targets.contains(name)) continue;
    std::string problem = UnknownWord("target", name, known);
    if (warnings == nullptr) {
      fields.Fault("for", std::move(problem));
    } else {
      problem += "; it is looked at as soon as a list of target_files has it";
      warnings->push_back(ToString(FaultAt(fields.Where("for"), std::move(problem))));
    }
  }
}

}  // namespace

HostViewSettings ReadHostView(Fields& root, const std::vector<Check>& checks,
                              std::vector<std::string>& warnings) {
  HostViewSettings settings;
  const bool more_come = !root.IsEmpty("target_files");
  std::optional<Fields> fields = root.Map("host_view");
  if (!fields) return settings;
  const auto word = fields->OneOf("enabled", {"auto", "true", "false"});
  if (word) settings.mode = ModeOf(*word);
  const auto names = fields->Strings("for", "a list of targets");
  settings.targets = names.value_or(std::vector<std::string>());
  RefuseUnknown(*fields, settings.targets, checks, more_come ? &warnings : nullptr);
  if (settings.mode == HostViewMode::kNamed && fields->IsEmpty("for")) {
    fields->Fault("enabled",
                  "\"enabled: true\" needs \"for\", a list of the targets that run on this "
                  "machine; auto finds "
                  "those whose host is an address of it");
  } else if (settings.mode == HostViewMode::kOff && names && !names->empty()) {
    fields->Fault("for", "\"for\" names targets, but \"enabled\" is false");
  }
  return settings;
}

}  // namespace reach::config
