// Whose listeners on this host are looked at: the `host_view` part of the file.
// Thread: immutable after loading. Owner: the configuration.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace reach::config {

enum class HostViewMode : std::uint8_t {
  kAuto,   // targets whose host is an address of this machine, and those named
  kNamed,  // `enabled: true`: those named only
  kOff,
};

struct HostViewSettings {
  HostViewMode mode = HostViewMode::kAuto;
  std::vector<std::string> targets;  // that run on this machine, or in this pod
  bool operator==(const HostViewSettings&) const = default;
};

}  // namespace reach::config
