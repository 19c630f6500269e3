// The targets as the file has them, before anything is merged into them.
// Thread: values. Owner: the load.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/config/check_layer.h"
#include "exporter/config/fields.h"
#include "exporter/core/check.h"

namespace reach::config {

struct TargetLayer {
  Place place;
  std::string name;
  std::string host;               // without brackets
  Family literal = Family::kAny;  // of a host that is an address
  std::optional<Located<std::string>> profile;
  Labels labels;
  std::optional<Located<std::string>> of;  // the target that this is, seen from inside
  std::optional<Path> path;
  std::optional<Families> families;
  std::optional<Resolve> resolve;
  Settings settings;
  std::vector<CheckLayer> checks;  // the target's own, or what it changes in its profile
};

std::vector<TargetLayer> ReadTargets(Fields& root);

// By target, the one that it is `of`. A fault for one that is not in the file, or is itself `of`
// another: evidence is joined in one place.
std::map<std::string, std::string> JoinInside(const std::vector<TargetLayer>& targets,
                                              std::vector<Fault>& faults);

// The user's labels of a target, sorted by name.
Labels ReadLabels(Fields& target);

// [a-zA-Z_][a-zA-Z0-9_]*, by the Prometheus data model.
bool IsLabelName(std::string_view name);
// The exporter or Prometheus uses this name itself.
bool IsTakenLabel(std::string_view name);

}  // namespace reach::config
