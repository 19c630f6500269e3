// How checks are made of targets that come after the load: the layers of one configuration, kept.
// Thread: one at a time, that of the discovery; it fills caches. Owner: the configuration.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "exporter/config/document.h"
#include "exporter/config/merge.h"
#include "exporter/config/modules.h"
#include "exporter/config/prober.h"
#include "exporter/config/profiles.h"
#include "exporter/config/settings.h"
#include "exporter/config/target_source.h"
#include "exporter/config/targets.h"

namespace reach::config {

class Blueprint {
 public:
  // `root` is the tree of a file that loaded without a fault. Of it only the sections that say how
  // to probe are kept, not the targets.
  Blueprint(const std::string& file, const Value& root, Probers probers,
            std::vector<TargetSource> sources);
  Blueprint(const Blueprint&) = delete;
  Blueprint& operator=(const Blueprint&) = delete;

  const std::vector<TargetSource>& sources() const { return sources_; }

  // `global`, `modules`, `profiles` and `target_files` as written; for Print.
  const Value& written() const { return *written_; }

  // Null when there is no such module.
  const Module* FindModule(std::string_view name);

  // Appends the target's checks. The first fault, in words and without its place, when it can have
  // none; then nothing is appended. "" when all is well.
  std::string Add(const TargetLayer& target, std::vector<Check>& checks);

 private:
  std::vector<TargetSource> sources_;
  std::shared_ptr<const Value> written_;
  std::vector<Fault> faults_;
  Document document_;
  Modules modules_;
  Profiles profiles_;
  Settings global_;
  Merger merger_;
};

// Reads the shipped modules, and profiles unless null.
void ReadShipped(Modules& modules, Profiles* profiles, std::vector<Fault>& faults);

}  // namespace reach::config
