#include "tests/support/temp_folder.h"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace reach::test {

namespace fs = std::filesystem;

TempFolder::TempFolder() : path_((fs::temp_directory_path() / "reach-XXXXXX").string()) {
  if (mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no temporary folder " + path_);
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void TempFolder::Write(std::string_view name, std::string_view content) const {
  fs::create_directories(fs::path(Path(name)).parent_path());
  const std::string beside = Path(name) + ".new";
  std::ofstream(beside, std::ios::binary) << content;
  fs::rename(beside, Path(name));
}

void TempFolder::Remove(std::string_view name) const { fs::remove_all(Path(name)); }

void TempFolder::Link(std::string_view name, const std::string& to) const {
  const std::string beside = Path(name) + "_tmp";
  fs::create_symlink(to, beside);
  fs::rename(beside, Path(name));
}

}  // namespace reach::test
