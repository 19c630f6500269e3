#include "exporter/net/watched_file.h"

#include <ctime>
#include <fstream>
#include <iterator>

namespace reach {
namespace {

bool SameFile(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino && a.st_size == b.st_size &&
         a.st_ctim.tv_sec == b.st_ctim.tv_sec && a.st_ctim.tv_nsec == b.st_ctim.tv_nsec;
}

// File times move in steps of a timer tick or more. A file changed this recently may change once
// more without a visible difference.
bool IsSettled(const struct stat& status) { return std::time(nullptr) > status.st_ctim.tv_sec + 1; }

}  // namespace

bool WatchedFile::MayHaveChanged() {
  struct stat status {};
  const bool exists = stat(path_.c_str(), &status) == 0;
  if (settled_ && SameFile(status, seen_)) return false;
  settled_ = !exists || IsSettled(status);
  seen_ = status;
  return true;
}

std::optional<std::string> WatchedFile::ReadIfChanged() {
  if (!MayHaveChanged()) return std::nullopt;
  std::ifstream file(path_, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace reach
