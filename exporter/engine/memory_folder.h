// The folder with the file of the memory: one process at a time, and the file is whole at any
// moment.
// Thread: one at a time. Owner: engine/memory.
#pragma once

#include <string>
#include <string_view>

#include "exporter/net/whole_file.h"

namespace reach {

class MemoryFolder {
 public:
  MemoryFolder() = default;
  ~MemoryFolder();
  MemoryFolder(const MemoryFolder&) = delete;
  MemoryFolder& operator=(const MemoryFolder&) = delete;

  // All of these are as those of WholeFile.
  using Problem = WholeFile::Problem;

  // Makes the folder if it is not there, and holds it against other processes (flock(2)) until this
  // object or the process ends.
  Problem Open(const std::string& path);

  // Call these only after Open.
  Problem Read(std::string& bytes) const { return file_.Read(bytes); }
  Problem Replace(std::string_view bytes) const { return file_.Replace(bytes); }
  Problem SetAside() const { return file_.SetAside(); }

  std::string file() const { return file_.path(); }
  std::string bad_file() const { return file_.bad_path(); }

 private:
  WholeFile file_{"", "memory"};
  int lock_ = -1;
};

}  // namespace reach
