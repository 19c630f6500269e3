// A file that exists as long as the object does.
// Thread: any. Owner: the test.
#pragma once

#include <string>
#include <string_view>

namespace reach::test {

class TempFile {
 public:
  explicit TempFile(std::string_view content, std::string_view suffix = "");
  ~TempFile();
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;

  void Write(std::string_view content) const;  // instead of what was there
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace reach::test
