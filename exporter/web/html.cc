#include "exporter/web/html.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <ctime>

#include "exporter/core/text.h"

namespace reach::web {
namespace {

std::string_view EntityOf(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

std::string Pair(std::int64_t large, std::string_view large_unit, std::int64_t small,
                 std::string_view small_unit) {
  std::string text = std::to_string(large).append(" ").append(large_unit);
  if (small > 0) text.append(" ").append(std::to_string(small)).append(" ").append(small_unit);
  return text;
}

}  // namespace

std::string Escape(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const std::string_view entity = EntityOf(c);
    if (entity.empty()) {
      result += c;
    } else {
      result += entity;
    }
  }
  return result;
}

std::string EscapeName(std::string_view name) { return Escape(CleanText(name)); }

std::string LongTime(Duration duration) {
  const std::int64_t seconds =
      std::max<std::int64_t>(0, std::chrono::floor<std::chrono::seconds>(duration).count());
  if (seconds < 60) return std::to_string(seconds) + " s";
  if (seconds < 3600) return Pair(seconds / 60, "min", seconds % 60, "s");
  if (seconds < 86400) return Pair(seconds / 3600, "h", seconds % 3600 / 60, "min");
  return Pair(seconds / 86400, "d", seconds % 86400 / 3600, "h");
}

std::string ShortTime(double seconds) {
  const bool micro = seconds < 0.0009995;
  const bool milli = !micro && seconds < 0.9995;
  const double value = micro ? seconds * 1e6 : milli ? seconds * 1e3 : seconds;
  std::array<char, 32> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 3)
          .ptr;
  return std::string(text.data(), end) + (micro ? " µs" : milli ? " ms" : " s");
}

std::string UtcTime(double unix_seconds) {
  const auto seconds = static_cast<std::time_t>(unix_seconds);
  std::tm parts = {};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S", &parts);
  return {text.data(), size};
}

}  // namespace reach::web
