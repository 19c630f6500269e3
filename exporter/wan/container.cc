#include "exporter/wan/container.h"

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace reach::wan {

bool HasContainerMark(const std::string& root) {
  return ::access((root + "/.dockerenv").c_str(), F_OK) == 0 ||
         ::access((root + "/run/.containerenv").c_str(), F_OK) == 0;
}

bool IsContainerGroup(std::string_view cgroup) {
  constexpr std::array<std::string_view, 5> kMarks = {"/docker", "kubepods", "/lxc", "libpod",
                                                      "containerd"};
  for (const std::string_view mark : kMarks) {
    if (cgroup.find(mark) != cgroup.npos) return true;
  }
  return false;
}

bool InContainer() {
  if (std::getenv("KUBERNETES_SERVICE_HOST") != nullptr) return true;
  if (std::getenv("container") != nullptr || HasContainerMark("")) return true;
  std::ifstream file("/proc/1/cgroup");
  return IsContainerGroup(std::string(std::istreambuf_iterator<char>(file), {}));
}

}  // namespace reach::wan
