// A folder that exists as long as the object does.
// Thread: any. Owner: the test.
#pragma once

#include <string>
#include <string_view>

namespace reach::test {

class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string Path(std::string_view name) const { return path_ + "/" + std::string(name); }
  // Makes the folders on the way. Writes beside and renames: the file is never half there.
  void Write(std::string_view name, std::string_view content) const;
  void Remove(std::string_view name) const;
  // A symbolic link that replaces what is there, in one step (as Kubernetes does it).
  void Link(std::string_view name, const std::string& to) const;

 private:
  std::string path_;
};

}  // namespace reach::test
