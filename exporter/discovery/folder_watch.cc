#include "exporter/discovery/folder_watch.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>

namespace reach {
namespace {

// A file counts when it is written to its end. A ConfigMap changes by a rename of its "..data"
// link.
constexpr std::uint32_t kEvents = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                                  IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF;

}  // namespace

FolderWatch::FolderWatch() : fd_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {}

FolderWatch::~FolderWatch() {
  if (fd_ >= 0) close(fd_);
}

void FolderWatch::Add(const std::string& folder) {
  if (fd_ >= 0) inotify_add_watch(fd_, folder.c_str(), kEvents | IN_ONLYDIR);
}

bool FolderWatch::Drain() {
  std::array<char, 4096> events;
  bool any = false;
  while (fd_ >= 0 && read(fd_, events.data(), events.size()) > 0) any = true;
  return any;
}

}  // namespace reach
