// How long a server's process has been running, by its name. Reads what every user may read.
// Thread: functions that read files. Owner: none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "exporter/core/clock.h"

namespace reach::host {

// Field 22 of /proc/PID/stat: when the process started, in clock ticks since the system did
// (proc(5)). Its name, in brackets before, may hold anything.
std::optional<unsigned long long> ParseStartTime(std::string_view stat);

// Of the process that the kernel calls so (/proc/PID/comm, the first 15 bytes of a name). nullopt
// without one, and when there are several: nothing tells which is the server's. `proc` is the
// mounted procfs; processes of other PID namespaces are not in it.
std::optional<Duration> ProcessAge(std::string_view name, const std::string& proc = "/proc");

}  // namespace reach::host
