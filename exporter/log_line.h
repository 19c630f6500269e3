// One log line as text, in logfmt or JSON.
// Thread: pure functions. Owner: none.
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace reach::log {

enum class Format { kLogfmt, kJson };

using Field = std::pair<std::string_view, std::string>;

// Time in UTC with milliseconds (RFC 3339), then level, message and fields in their order. Values
// come from outside: control characters and bad UTF-8 never reach the terminal or the collector.
std::string Line(Format format, std::chrono::system_clock::time_point time, std::string_view level,
                 std::string_view message, std::span<const Field> fields);

}  // namespace reach::log
