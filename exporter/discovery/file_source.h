// The target lists of one file pattern, and the last good content of each file.
// Thread: the discovery's; reads block. Owner: its Source.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "exporter/config/target_list.h"
#include "exporter/discovery/load.h"
#include "exporter/net/watched_file.h"

namespace reach {

class FileSource {
 public:
  explicit FileSource(std::string pattern) : pattern_(std::move(pattern)) {}

  // Reads the files that may have changed. One that cannot be used keeps its last list; one that is
  // gone takes its list along.
  Load Look();

  // Where files come and go.
  std::vector<std::string> folders() const;

 private:
  struct File {
    explicit File(const std::string& path) : watched(path) {}
    WatchedFile watched;
    config::TargetListPtr list;  // null before the first good one
    std::string problem;
  };
  // Drops files that no longer match and adds those that do; "" or what is wrong.
  std::string Match();

  std::string pattern_;
  std::map<std::string, File> files_;
};

}  // namespace reach
