// One source of targets at work: what it has, how its last load went, and when to look again.
// Thread: the discovery's. Owner: the Collector.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "exporter/config/target_list.h"
#include "exporter/config/target_source.h"
#include "exporter/discovery/file_source.h"
#include "exporter/discovery/http_fetch.h"
#include "exporter/discovery/load.h"
#include "exporter/discovery/source_status.h"

namespace reach {

// A line for the log; `bad` when somebody has to do something.
struct Report {
  bool bad;
  std::string message;
  std::string source;
};
using Reporter = std::function<void(const Report&)>;

class Source {
 public:
  // `spec` outlives the source, unless Adopt changes it.
  explicit Source(const config::TargetSource& spec);

  // The same files, or the same request, as in a configuration before: the lists stay.
  bool IsSame(const config::TargetSource& spec) const;
  void Adopt(const config::TargetSource& spec);

  // Takes what a load gave. True when the lists are not what they were.
  bool Take(Load load, TimePoint now, const Reporter& report);

  const config::TargetSource& spec() const { return *spec_; }
  const SourceStatus& status() const { return status_; }
  const std::vector<config::TargetListPtr>& lists() const { return lists_; }

  std::optional<FileSource> files;   // of a pattern
  std::unique_ptr<HttpFetch> fetch;  // of a URL, while it is under way
  TimePoint due;

 private:
  const config::TargetSource* spec_;
  std::vector<config::TargetListPtr> lists_;
  std::string problem_;  // that was reported last
  std::string warning_;
  SourceStatus status_;
};

}  // namespace reach
