#include "exporter/log_line.h"

#include <spdlog/fmt/chrono.h>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace reach::log {
namespace {

std::string Timestamp(std::chrono::system_clock::time_point time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  const auto rest = std::chrono::duration_cast<std::chrono::milliseconds>(time - seconds);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)), rest.count());
}

// JSON's string form is also what logfmt readers take for a quoted value.
std::string Quoted(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string LogfmtValue(std::string_view text) {
  const auto plain = [](char c) {
    return c > ' ' && c < 0x7f && c != '"' && c != '=' && c != '\\';
  };
  const bool bare = !text.empty() && std::all_of(text.begin(), text.end(), plain);
  return bare ? std::string(text) : Quoted(text);
}

}  // namespace

std::string Line(Format format, std::chrono::system_clock::time_point time, std::string_view level,
                 std::string_view message, std::span<const Field> fields) {
  const bool json = format == Format::kJson;
  std::string line;
  const auto add = [&](std::string_view key, std::string_view value) {
    if (json) {
      line += (line.empty() ? "{" : ",") + Quoted(key) + ":" + Quoted(value);
    } else {
      line += (line.empty() ? "" : " ") + std::string(key) + "=" + LogfmtValue(value);
    }
  };
  add("ts", Timestamp(time));
  add("level", level);
  add("msg", message);
  for (const auto& [key, value] : fields) add(key, value);
  return json ? line + "}" : line;
}

}  // namespace reach::log
