// The folder with the file of the memory: one process at a time, and the file is whole at any
// moment.
// Thread: one at a time. Owner: engine/memory.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace reach {

class MemoryFolder {
 public:
  MemoryFolder() = default;
  ~MemoryFolder();
  MemoryFolder(const MemoryFolder&) = delete;
  MemoryFolder& operator=(const MemoryFolder&) = delete;

  // All of these give the problem, or nothing when it went well.
  using Problem = std::optional<std::string>;

  // Makes the folder if it is not there, and holds it against other processes (flock(2)) until this
  // object or the process ends.
  Problem Open(const std::string& path);

  // "" when there is no file yet.
  Problem Read(std::string& bytes) const;
  // The file is the old one or the new one, whenever the process or the machine stops: written
  // beside it, synced, then renamed over it (rename(2)).
  Problem Replace(std::string_view bytes) const;
  // Keeps a file that cannot be used under the name `bad_file()`.
  Problem SetAside() const;

  std::string file() const { return path_ + "/memory"; }
  std::string bad_file() const { return file() + ".bad"; }

 private:
  std::string path_;
  int folder_ = -1;
  int lock_ = -1;
};

}  // namespace reach
