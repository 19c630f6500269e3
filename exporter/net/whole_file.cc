#include "exporter/net/whole_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace reach {
namespace {

constexpr mode_t kMode = 0640;

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

// The errno, or 0.
int SyncFolder(const std::string& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return errno;
  const int error = ::fsync(fd) == 0 ? 0 : errno;
  ::close(fd);
  return error;
}

}  // namespace

WholeFile::WholeFile(std::string folder, const std::string& name)
    : folder_(std::move(folder)), path_(folder_ + "/" + name) {}

std::string WholeFile::Failure(const std::string& what, int error) {
  return what + ": " + std::generic_category().message(error);
}

WholeFile::Problem WholeFile::Read(std::string& bytes) const {
  bytes.clear();
  const int fd = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return errno == ENOENT ? Problem() : Failure(path_, errno);
  std::array<char, 65536> part{};
  ssize_t size = 0;
  do {
    size = ::read(fd, part.data(), part.size());
    if (size > 0) bytes.append(part.data(), static_cast<std::size_t>(size));
  } while (size > 0 || (size < 0 && errno == EINTR));
  const int error = errno;
  ::close(fd);
  return size < 0 ? Failure(path_, error) : Problem();
}

WholeFile::Problem WholeFile::Replace(std::string_view bytes) const {
  const std::string fresh = path_ + ".new";
  if (const int error = WriteSynced(fresh, bytes)) {
    ::unlink(fresh.c_str());
    return Failure(fresh, error);
  }
  if (::rename(fresh.c_str(), path_.c_str()) != 0) return Failure(path_, errno);
  // Without this the name may still be that of the old file after a power cut.
  const int error = SyncFolder(folder_);
  return error == 0 ? Problem() : Failure(folder_, error);
}

WholeFile::Problem WholeFile::SetAside() const {
  if (::rename(path_.c_str(), bad_path().c_str()) == 0) return std::nullopt;
  return Failure(bad_path(), errno);
}

}  // namespace reach
