#include "exporter/metrics/process.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace reach::metrics {
namespace {

std::string ReadAll(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::optional<std::uint64_t> ParseNumber(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end != text.data() ? std::optional(value) : std::nullopt;
}

std::vector<std::string_view> Words(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

// Since Linux 6.2 the size of the directory is the number of descriptors; counting 60,000 of them
// takes tens of milliseconds.
std::uint64_t CountDescriptors() {
  struct stat directory = {};
  if (::stat("/proc/self/fd", &directory) == 0 && directory.st_size > 0) {
    return static_cast<std::uint64_t>(directory.st_size);
  }
  std::error_code error;
  const std::filesystem::directory_iterator first("/proc/self/fd", error);
  const auto count = error ? 0 : std::distance(first, std::filesystem::directory_iterator());
  return count > 0 ? static_cast<std::uint64_t>(count) - 1 : 0;  // the iterator's own
}

}  // namespace

std::optional<StatFields> ParseStat(std::string_view stat) {
  const std::size_t name_end = stat.rfind(')');
  if (name_end == std::string_view::npos) return std::nullopt;
  const auto words = Words(stat.substr(name_end + 1));
  // proc(5) counts from 1 and from the pid; the first word here is field 3.
  const auto field = [&](std::size_t number) {
    return number - 3 < words.size() ? ParseNumber(words[number - 3]) : std::nullopt;
  };
  const auto user = field(14);
  const auto system = field(15);
  const auto start = field(22);
  const auto size = field(23);
  const auto resident = field(24);
  if (!user || !system || !start || !size || !resident) return std::nullopt;
  return StatFields{*user + *system, *start, *size, *resident};
}

std::optional<std::uint64_t> ParseBootTime(std::string_view stat) {
  constexpr std::string_view kKey = "\nbtime ";
  const std::size_t at = stat.find(kKey);
  if (at == std::string_view::npos) return std::nullopt;
  return ParseNumber(stat.substr(at + kKey.size()));
}

std::optional<ProcessStats> ReadProcess() {
  const auto fields = ParseStat(ReadAll("/proc/self/stat"));
  const auto boot = ParseBootTime(ReadAll("/proc/stat"));
  const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
  if (!fields || !boot || ticks <= 0) return std::nullopt;
  rlimit limit = {};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  ProcessStats stats;
  stats.cpu_seconds = static_cast<double>(fields->cpu_ticks) / ticks;
  stats.start_time = static_cast<double>(*boot) + static_cast<double>(fields->start_ticks) / ticks;
  stats.virtual_bytes = fields->virtual_bytes;
  stats.resident_bytes =
      fields->resident_pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  stats.open_fds = CountDescriptors();
  stats.max_fds = limit.rlim_cur;
  return stats;
}

}  // namespace reach::metrics
