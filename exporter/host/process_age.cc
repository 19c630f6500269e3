#include "exporter/host/process_age.h"

#include <dirent.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <iterator>
#include <memory>

#include "exporter/host/words_of_text.h"

namespace reach::host {
namespace {

constexpr std::size_t kLongestName = 15;  // TASK_COMM_LEN without its zero (linux/sched.h)

std::string ReadAll(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool IsNumber(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The folder of the only process with that name; "" without, or with several.
std::string FolderOf(std::string_view name, const std::string& proc) {
  std::string found;
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(opendir(proc.c_str()), closedir);
  if (folder == nullptr) return found;
  while (const dirent* entry = readdir(folder.get())) {
    if (!IsNumber(entry->d_name)) continue;
    const std::string path = proc + "/" + entry->d_name;
    std::string comm = ReadAll(path + "/comm");
    if (comm.ends_with('\n')) comm.pop_back();
    if (comm != name) continue;
    if (!found.empty()) return "";
    found = path;
  }
  return found;
}

}  // namespace

std::optional<unsigned long long> ParseStartTime(std::string_view stat) {
  constexpr int kFieldsBetween = 19;  // the name is field 2
  const std::size_t end = stat.rfind(')');
  if (end == std::string_view::npos) return std::nullopt;
  stat.remove_prefix(end + 1);
  for (int i = 0; i <= kFieldsBetween; ++i) {
    const std::size_t blank = stat.find(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    stat.remove_prefix(blank + 1);
  }
  return ParseNumber<unsigned long long>(stat.substr(0, stat.find_first_of(" \n")));
}

std::optional<Duration> ProcessAge(std::string_view name, const std::string& proc) {
  const std::string folder = FolderOf(name.substr(0, kLongestName), proc);
  if (folder.empty()) return std::nullopt;
  const auto ticks = ParseStartTime(ReadAll(folder + "/stat"));
  const long per_second = sysconf(_SC_CLK_TCK);
  timespec now{};
  if (!ticks || per_second <= 0 || clock_gettime(CLOCK_BOOTTIME, &now) != 0) return std::nullopt;
  const auto age = std::chrono::duration<double>(
      static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9 -
      static_cast<double>(*ticks) / static_cast<double>(per_second));
  return std::max(Duration::zero(), std::chrono::duration_cast<Duration>(age));
}

}  // namespace reach::host
