// What the kernel says about this process, for the usual process_* families.
// Thread: any. Owner: none.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace reach::metrics {

struct ProcessStats {
  double cpu_seconds = 0;  // user and system
  double start_time = 0;   // Unix time in seconds
  std::uint64_t virtual_bytes = 0;
  std::uint64_t resident_bytes = 0;
  std::uint64_t open_fds = 0;
  std::uint64_t max_fds = 0;
};

// Nothing when /proc is not there.
std::optional<ProcessStats> ReadProcess();

// The fields of /proc/PID/stat that count here, in clock ticks and pages (proc(5)). The command
// name may hold spaces and parentheses.
struct StatFields {
  std::uint64_t cpu_ticks = 0;
  std::uint64_t start_ticks = 0;  // since boot
  std::uint64_t virtual_bytes = 0;
  std::uint64_t resident_pages = 0;
};
std::optional<StatFields> ParseStat(std::string_view stat);

// The line `btime N` of /proc/stat: Unix time of the boot in seconds.
std::optional<std::uint64_t> ParseBootTime(std::string_view stat);

}  // namespace reach::metrics
