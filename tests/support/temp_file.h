// A file that exists as long as the object does.
// Thread: any. Owner: the test.
#pragma once

#include <string>
#include <string_view>

namespace reach {

class TempFile {
 public:
  explicit TempFile(std::string_view content, std::string_view suffix = "");
  ~TempFile();
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace reach
