// A file that is whole at any moment: read at once, replaced in one step.
// Thread: one at a time. Owner: whoever keeps something over restarts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace reach {

class WholeFile {
 public:
  // All of these give the problem, or nothing when it went well.
  using Problem = std::optional<std::string>;

  // `folder` exists and stays.
  WholeFile(std::string folder, const std::string& name);

  // "" when there is no file yet.
  Problem Read(std::string& bytes) const;
  // The file is the old one or the new one, whenever the process or the machine stops: written
  // beside it, synced, then renamed over it (rename(2)).
  Problem Replace(std::string_view bytes) const;
  // Keeps a file that cannot be used under the name `bad_path()`.
  Problem SetAside() const;

  const std::string& path() const { return path_; }
  std::string bad_path() const { return path_ + ".bad"; }

  // "what: the words for this errno"
  static std::string Failure(const std::string& what, int error);

 private:
  std::string folder_;
  std::string path_;
};

}  // namespace reach
