// The families of the host view: who listens on the ports of the targets that run on this host.
// Thread: pure functions. Owner: none.
#pragma once

#include <span>

#include "exporter/host/host_reading.h"
#include "exporter/metrics/exposition.h"

namespace reach::metrics {

struct ListenerFamily {
  FamilyHead head;
  void (*render)(const host::ViewedPort& port, const std::string& labels, Exposition& out);
};

std::span<const ListenerFamily> ListenerFamilies();

void RenderListeners(const host::HostReading& reading, Exposition& out);

}  // namespace reach::metrics
