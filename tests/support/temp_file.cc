#include "tests/support/temp_file.h"

#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace reach::test {

TempFile::TempFile(std::string_view content, std::string_view suffix)
    : path_((std::filesystem::temp_directory_path() / "reach-XXXXXX").string() +
            std::string(suffix)) {
  const int fd = mkstemps(path_.data(), static_cast<int>(suffix.size()));
  if (fd < 0) throw std::runtime_error("no temporary file at " + path_);
  close(fd);
  Write(content);
}

void TempFile::Write(std::string_view content) const {
  std::ofstream(path_, std::ios::binary | std::ios::trunc) << content;
}

TempFile::~TempFile() { unlink(path_.c_str()); }

}  // namespace reach::test
