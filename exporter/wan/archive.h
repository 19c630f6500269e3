// Keeps the record of the WAN view in the folder of `storage.path`.
// Thread: one at a time. Owner: the watch.
#pragma once

#include <optional>
#include <string>

#include "exporter/net/whole_file.h"
#include "exporter/wan/news.h"
#include "exporter/wan/record.h"

namespace reach::wan {

class Archive {
 public:
  // `folder` exists and belongs to this process; "": nothing is kept.
  Archive(const std::string& folder, Tell tell);

  // Empty without a file. One that cannot be used is set aside, and that is told.
  Record Read();
  // A failure is told once for each stretch of failures.
  void Write(const Record& record);

 private:
  std::optional<WholeFile> file_;
  Tell tell_;
  bool failing_ = false;
};

}  // namespace reach::wan
