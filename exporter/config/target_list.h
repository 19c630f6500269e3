// A list of targets as Prometheus writes it (file_sd, http_sd), read as it comes: no tree is built.
// Thread: values. Owner: whoever holds one.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "exporter/core/check.h"

namespace reach::config {

// What `{targets: [...], labels: {...}}` says.
struct TargetGroup {
  int line = 0;
  std::vector<std::string> targets;  // as written
  Labels labels;                     // as written, in the order of the file
  bool operator==(const TargetGroup&) const = default;
};

struct TargetList {
  std::string origin;  // a file, or a URL without its query; for messages
  std::vector<TargetGroup> groups;
  bool operator==(const TargetList&) const = default;
};
using TargetListPtr = std::shared_ptr<const TargetList>;

// YAML or JSON. Throws Faults with the first thing that is wrong with the text as a whole: it is
// not a list of such groups, is not UTF-8, is empty. What the targets and labels say is not judged.
TargetListPtr ParseTargetList(std::string origin, std::string text);

}  // namespace reach::config
