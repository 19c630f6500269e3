// Where targets come from that the file does not list itself: one pattern or one URL of
// `target_files`, and what its targets have in common.
// Thread: values. Owner: the configuration.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "exporter/config/check_layer.h"
#include "exporter/config/config.h"
#include "exporter/config/fields.h"
#include "exporter/config/http_origin.h"
#include "exporter/core/check.h"
#include "exporter/core/clock.h"

namespace reach::config {

// What a target of the source is where its labels do not say otherwise.
struct TargetDefaults {
  std::optional<Located<std::string>> profile;  // then no module and no port
  CheckLayer check;                             // its `families` and `settings` are the target's
  Labels labels;
  std::optional<Path> path;
  std::optional<Resolve> resolve;
};

struct TargetSource {
  std::string name;     // for logs and metrics: the pattern, or the URL without its query
  std::string pattern;  // of files, as for glob(3); "" for a URL
  std::optional<HttpOrigin> http;
  Duration refresh{};
  TargetDefaults defaults;
};

// `target_files:`. Relative paths are relative to the configuration's file.
std::vector<TargetSource> ReadTargetSources(Fields& root, const std::string& file);

}  // namespace reach::config
