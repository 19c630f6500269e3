// A file of its own for a test, gone with the object.
// Thread: the test's. Owner: the test.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <string_view>

namespace reach::test {

class TempFile {
 public:
  explicit TempFile(std::string_view content) : path_(testing::TempDir() + "reachXXXXXX") {
    close(mkstemp(path_.data()));
    Write(content);
  }
  ~TempFile() { unlink(path_.c_str()); }
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;

  void Write(std::string_view content) const { std::ofstream(path_, std::ios::trunc) << content; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace reach::test
