// Whether this process runs in a container, where the public address is mostly not the game's.
// Thread: any. Owner: none.
#pragma once

#include <string>
#include <string_view>

namespace reach::wan {

// By what Docker (/.dockerenv), Podman (/run/.containerenv), Kubernetes (KUBERNETES_SERVICE_HOST),
// systemd-nspawn and LXC (`container` in the environment) leave inside, and by the names of control
// groups.
bool InContainer();

// The same by parts, below another root folder.
bool HasContainerMark(const std::string& root);
// The text of /proc/1/cgroup (cgroups(7)) has a path of a container runtime.
bool IsContainerGroup(std::string_view cgroup);

}  // namespace reach::wan
