#include "exporter/engine/memory_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace reach {
namespace {

constexpr mode_t kMode = 0640;

std::string Failure(const std::string& what, int error) {
  return what + ": " + std::generic_category().message(error);
}

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// The errno of the first step that failed, or 0.
int WriteSynced(const std::string& file, std::string_view bytes) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kMode);
  if (fd < 0) return errno;
  int error = WriteAll(fd, bytes) && ::fsync(fd) == 0 ? 0 : errno;
  if (::close(fd) != 0 && error == 0) error = errno;
  return error;
}

}  // namespace

MemoryFolder::~MemoryFolder() {
  if (folder_ >= 0) ::close(folder_);
  if (lock_ >= 0) ::close(lock_);
}

MemoryFolder::Problem MemoryFolder::Open(const std::string& path) {
  path_ = path;
  std::error_code error;
  std::filesystem::create_directories(path, error);  // what it cannot make, open() reports
  folder_ = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder_ < 0) return Failure(path, error ? error.value() : errno);
  const std::string lock = path + "/lock";
  lock_ = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kMode);
  if (lock_ < 0) return Failure(lock, errno);
  if (::flock(lock_, LOCK_EX | LOCK_NB) == 0) return std::nullopt;
  if (errno != EWOULDBLOCK) return Failure(lock, errno);
  return path + ": another reach_exporter uses this folder";
}

MemoryFolder::Problem MemoryFolder::Read(std::string& bytes) const {
  bytes.clear();
  const int fd = ::open(file().c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return errno == ENOENT ? Problem() : Failure(file(), errno);
  std::array<char, 65536> part{};
  ssize_t size = 0;
  do {
    size = ::read(fd, part.data(), part.size());
    if (size > 0) bytes.append(part.data(), static_cast<std::size_t>(size));
  } while (size > 0 || (size < 0 && errno == EINTR));
  const int error = errno;
  ::close(fd);
  return size < 0 ? Failure(file(), error) : Problem();
}

MemoryFolder::Problem MemoryFolder::Replace(std::string_view bytes) const {
  const std::string fresh = file() + ".new";
  if (const int error = WriteSynced(fresh, bytes)) {
    ::unlink(fresh.c_str());
    return Failure(fresh, error);
  }
  if (::rename(fresh.c_str(), file().c_str()) != 0) return Failure(file(), errno);
  // Without this the name may still be that of the old file after a power cut.
  return ::fsync(folder_) == 0 ? Problem() : Failure(path_, errno);
}

MemoryFolder::Problem MemoryFolder::SetAside() const {
  if (::rename(file().c_str(), bad_file().c_str()) == 0) return std::nullopt;
  return Failure(bad_file(), errno);
}

}  // namespace reach
