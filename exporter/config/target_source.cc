#include "exporter/config/target_source.h"

#include <unordered_map>

#include "exporter/config/http_origin.h"
#include "exporter/config/targets.h"
#include "exporter/config/words.h"

namespace reach::config {
namespace {

constexpr Duration kShortest = std::chrono::seconds(1);
constexpr Duration kLongest = std::chrono::hours(24);
constexpr Duration kOfFiles = std::chrono::seconds(30);
constexpr Duration kOfHttp = std::chrono::minutes(1);

TargetDefaults ReadDefaults(Fields& entry) {
  TargetDefaults defaults;
  auto fields = entry.Map("defaults");
  if (!fields) return defaults;
  defaults.check = ReadCheck(*fields);
  defaults.check.name = fields->Label("check").value_or("");
  if (auto profile = fields->String("profile")) {
    defaults.profile = {*std::move(profile), fields->Where("profile")};
  }
  if (const auto path = fields->OneOf("path", {"local", "lan", "hairpin", "internet"})) {
    defaults.path = ParsePath(*path);
  }
  defaults.resolve = ReadResolve(*fields);
  defaults.labels = ReadLabels(*fields);
  if (fields->Has("profile") && fields->Has("module")) {
    fields->Fault("module", "\"profile\" and \"module\" exclude each other");
  } else if (fields->Has("profile") && fields->Has("port")) {
    fields->Fault("port", "the profile says the ports");
  }
  return defaults;
}

std::string WithoutQuery(const std::string& url) { return url.substr(0, url.find_first_of("?#")); }

void ReadEntry(Fields& entry, const std::string& file, std::vector<TargetSource>& sources) {
  TargetSource source;
  source.defaults = ReadDefaults(entry);
  const auto patterns = entry.Strings("files", "a list of patterns such as [targets/*.yml]");
  const bool has_files = entry.Has("files");
  if (has_files == entry.Has("http_sd")) {
    entry.Fault("needs either \"files\" or \"http_sd\"");
  }
  if (auto http = entry.Map("http_sd")) {
    source.refresh = http->Duration("refresh", kShortest, kLongest).value_or(kOfHttp);
    source.http = ReadHttpOrigin(*http, file);
    source.name = WithoutQuery(source.http->url);
    sources.push_back(source);
    return;
  }
  source.refresh = entry.Duration("refresh", kShortest, kLongest).value_or(kOfFiles);
  if (has_files && entry.IsEmpty("files")) entry.Fault("files", "\"files\" names no file");
  for (const std::string& pattern : patterns.value_or(std::vector<std::string>())) {
    source.pattern = source.name = Beside(file, pattern);
    if (pattern.empty()) entry.Fault("files", "a pattern is empty");
    sources.push_back(source);
  }
}

}  // namespace

std::vector<TargetSource> ReadTargetSources(Fields& root, const std::string& file) {
  std::vector<TargetSource> sources;
  std::unordered_map<std::string, int> seen;
  for (Fields& entry : root.Maps("target_files")) {
    const std::size_t before = sources.size();
    ReadEntry(entry, file, sources);
    for (std::size_t i = before; i < sources.size(); ++i) {
      TargetSource& source = sources[i];
      const int count = ++seen[source.name];
      if (count == 1) continue;
      if (!source.http) {
        entry.Fault("files", "the pattern " + Quoted(source.name) + " is there already");
      }
      source.name += "#" + std::to_string(count);  // URLs that differ in the query
    }
  }
  return sources;
}

}  // namespace reach::config
