#include "exporter/discovery/file_source.h"

#include <glob.h>

#include <cerrno>
#include <filesystem>
#include <memory>
#include <set>

#include "exporter/config/error.h"
#include "exporter/config/yaml.h"

namespace reach {
namespace {

namespace fs = std::filesystem;

// A folder that is not there matches nothing; one that cannot be read must not empty a list.
int StopUnlessAbsent(const char*, int error) { return error == ENOENT || error == ENOTDIR ? 0 : 1; }

std::string ReadFile(const std::string& path, config::TargetListPtr& list) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return path + ": is not a file";
  if (fs::file_size(path, error) > kLargestList) return path + ": is larger than 64 MiB";
  try {
    return ParseInto(list, path, config::LoadText(path));
  } catch (const config::Faults& faults) {
    return faults.what();
  }
}

}  // namespace

std::string FileSource::Match() {
  glob_t found{};
  const int result = glob(pattern_.c_str(), 0, StopUnlessAbsent, &found);
  const std::unique_ptr<glob_t, void (*)(glob_t*)> owner(&found, globfree);
  if (result != 0 && result != GLOB_NOMATCH) return pattern_ + ": the folder cannot be read";
  const std::set<std::string> paths(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  std::erase_if(files_, [&](const auto& file) { return !paths.contains(file.first); });
  for (const std::string& path : paths) files_.try_emplace(path, path);
  return "";
}

Load FileSource::Look() {
  Load load;
  load.problem = Match();
  if (load.problem.empty() && files_.empty()) load.warning = "no file matches the pattern";
  for (auto& [path, file] : files_) {
    if (file.watched.MayHaveChanged()) file.problem = ReadFile(path, file.list);
    if (file.list) load.lists.push_back(file.list);
    if (load.problem.empty()) load.problem = file.problem;
  }
  return load;
}

std::vector<std::string> FileSource::folders() const {
  const auto folder_of = [](const std::string& path) {
    const std::string folder = fs::path(path).parent_path().string();
    return folder.empty() ? std::string(".") : folder;
  };
  std::set<std::string> folders = {folder_of(pattern_)};
  for (const auto& [path, file] : files_) folders.insert(folder_of(path));
  return {folders.begin(), folders.end()};
}

}  // namespace reach
