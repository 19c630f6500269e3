// All sources of one configuration, and the rounds over them.
// Thread: the discovery's, except Wake. Owner: the discovery.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "exporter/config/config.h"
#include "exporter/discovery/folder_watch.h"
#include "exporter/discovery/source.h"
#include "exporter/discovery/transfers.h"

namespace reach {

class Collector {
 public:
  // Without `watch` files are only looked at when their refresh is due.
  Collector(Reporter report, bool watch) : report_(std::move(report)), watch_(watch) {}
  ~Collector();

  // From now on the sources of this configuration. Those that were there before keep their lists;
  // all are due at once.
  void Use(std::shared_ptr<const config::Config> config);

  // Looks at the files that are due, asks the servers that are due, and takes what has been
  // answered. The configuration with all checks when they may have changed, and after
  // Use, unless it has no sources.
  std::shared_ptr<const config::Config> Turn();

  // Until something is to be done.
  void Wait();
  void Wake() { transfers_.Wake(); }  // any thread

  std::vector<SourceStatus> status() const;

 private:
  void LookAtFiles(Source& source, TimePoint now);
  void Ask(Source& source, TimePoint now);
  void Land();
  void EndFetch(Source& source);
  std::shared_ptr<const config::Config> Merge();

  Reporter report_;
  bool watch_;
  Transfers transfers_;
  FolderWatch folders_;
  std::shared_ptr<const config::Config> config_;
  std::vector<std::unique_ptr<Source>> sources_;
  std::set<std::string> warnings_;  // of the last merge: each is reported once
  bool changed_ = false;
};

}  // namespace reach
