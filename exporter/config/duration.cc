#include "exporter/config/duration.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <limits>

namespace reach::config {
namespace {

using Milliseconds = std::chrono::duration<std::int64_t, std::milli>;

struct Unit {
  std::string_view name;
  std::int64_t milliseconds;
  bool only_even;  // 90d reads better than 12w6d
};

constexpr std::int64_t kDay = 86'400'000;
constexpr std::array kUnits = {
    Unit{"y", 365 * kDay, true}, Unit{"w", 7 * kDay, true}, Unit{"d", kDay, false},
    Unit{"h", 3'600'000, false}, Unit{"m", 60'000, false},  Unit{"s", 1'000, false},
    Unit{"ms", 1, false},
};

constexpr std::int64_t kMost = std::chrono::floor<Milliseconds>(Duration::max()).count();

}  // namespace

std::optional<Duration> ParseDuration(std::string_view text) {
  if (text == "0") return Duration::zero();
  if (text.empty()) return std::nullopt;
  std::int64_t sum = 0;
  std::size_t next_unit = 0;
  while (!text.empty()) {
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || text.front() == '-') return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    const std::string_view name = text.substr(0, text.find_first_of("0123456789"));
    while (next_unit < kUnits.size() && kUnits[next_unit].name != name) ++next_unit;
    if (next_unit == kUnits.size()) return std::nullopt;
    const std::int64_t factor = kUnits[next_unit++].milliseconds;
    if (count > (kMost - sum) / factor) return std::nullopt;
    sum += count * factor;
    text.remove_prefix(name.size());
  }
  return Milliseconds(sum);
}

std::string FormatDuration(Duration duration) {
  std::int64_t rest = std::chrono::floor<Milliseconds>(duration).count();
  if (rest == 0) return "0s";
  std::string text;
  for (const Unit& unit : kUnits) {
    const std::int64_t count = rest / unit.milliseconds;
    if (count == 0 || (unit.only_even && rest % unit.milliseconds != 0)) continue;
    text += std::to_string(count);
    text += unit.name;
    rest -= count * unit.milliseconds;
  }
  return text;
}

}  // namespace reach::config
