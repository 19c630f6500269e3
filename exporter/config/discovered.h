// Discovered targets to checks: what their labels ask for, and what is kept when two are the same.
// Thread: one at a time. Owner: the discovery.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "exporter/config/blueprint.h"
#include "exporter/config/config.h"
#include "exporter/config/target_list.h"
#include "exporter/config/target_source.h"

namespace reach::config {

// What one source has at the moment.
struct SourceLists {
  const TargetSource* source;
  std::vector<TargetListPtr> lists;
};

struct Merged {
  std::vector<Check> checks;          // the configuration's own come first
  std::vector<std::string> warnings;  // what was left out or renamed, a few for each source
};

// Every target has one host and every check of it comes once for a family: the first is kept. So no
// series comes twice, whatever the lists say.
Merged MergeDiscovered(const Config& config, std::span<const SourceLists> sources);

// Labels of a target as its group wrote them, taken apart.
struct TargetLabels {
  std::string profile;               // __reach_profile
  std::string module;                // __param_module
  std::string target;                // __reach_target
  std::string check;                 // __reach_check
  std::string path;                  // __reach_path
  std::string resolve;               // __reach_resolve
  Labels user;                       // sorted by name; made safe for an exposition
  std::vector<std::string> renamed;  // names that a user may not set: "exported_" comes before them
  std::vector<std::string> dropped;  // what is no label name
};

// `defaults` lie below. Other "__" labels, `instance`, `job` and empty ones go without a word.
TargetLabels TakeApart(const Labels& written, const Labels& defaults);

}  // namespace reach::config
