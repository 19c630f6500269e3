// Values as a person reads them on the status page, safe to put into HTML.
// Thread: pure functions. Owner: none.
#pragma once

#include <string>
#include <string_view>

#include "exporter/core/clock.h"

namespace reach::web {

// Nothing in the result is markup, neither in text nor in a quoted attribute.
std::string Escape(std::string_view text);

// The same for a name that may come from outside: CleanText() first.
std::string EscapeName(std::string_view name);

// "0 s", "42 s", "3 min 20 s", "5 h 12 min", "4 d 3 h": the two largest units, seconds at the
// least.
std::string LongTime(Duration duration);

// "85 µs", "4.21 ms", "1.3 s": three digits. The unit is seconds.
std::string ShortTime(double seconds);

// "2026-11-21 09:02:09", UTC.
std::string UtcTime(double unix_seconds);

}  // namespace reach::web
