#include "exporter/engine/memory_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace reach {
namespace {

constexpr mode_t kMode = 0640;

}  // namespace

MemoryFolder::~MemoryFolder() {
  if (lock_ >= 0) ::close(lock_);
}

MemoryFolder::Problem MemoryFolder::Open(const std::string& path) {
  file_ = WholeFile(path, "memory");
  std::error_code error;
  std::filesystem::create_directories(path, error);  // what it cannot make, open() reports
  const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return WholeFile::Failure(path, error ? error.value() : errno);
  ::close(folder);
  const std::string lock = path + "/lock";
  lock_ = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kMode);
  if (lock_ < 0) return WholeFile::Failure(lock, errno);
  if (::flock(lock_, LOCK_EX | LOCK_NB) == 0) return std::nullopt;
  if (errno != EWOULDBLOCK) return WholeFile::Failure(lock, errno);
  return path + ": another reach_exporter uses this folder";
}

}  // namespace reach
