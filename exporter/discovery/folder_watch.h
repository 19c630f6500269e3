// Tells when something in a folder changed (inotify(7)), so that nobody has to wait for a refresh.
// Thread: one. Owner: the discovery.
#pragma once

#include <string>

namespace reach {

class FolderWatch {
 public:
  FolderWatch();  // where the kernel gives none, nothing is ever seen: the refresh still works
  ~FolderWatch();
  FolderWatch(const FolderWatch&) = delete;
  FolderWatch& operator=(const FolderWatch&) = delete;

  // The same folder again is the same watch. Follows symbolic links.
  void Add(const std::string& folder);
  int fd() const { return fd_; }  // readable when something changed; -1: none
  // Takes what was seen; true when there was anything.
  bool Drain();

 private:
  int fd_;
};

}  // namespace reach
