// A small file that is read again when it changes.
// Thread: one, its owner's; reads block. Owner: whoever needs the content.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>

namespace reach {

class WatchedFile {
 public:
  explicit WatchedFile(std::string path) : path_(std::move(path)) {}

  // False when the content is what it was at the last call of either function; costs one stat().
  bool MayHaveChanged();
  // The content when it may differ from what the last call gave, else nullopt; costs one stat()
  // then. A file that is missing or cannot be read counts as empty.
  std::optional<std::string> ReadIfChanged();

 private:
  std::string path_;
  struct stat seen_ {};
  bool settled_ = false;
};

}  // namespace reach
