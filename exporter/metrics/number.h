// Numbers as both exposition formats want them: the shortest text that reads back as the same
// value. Thread: pure functions. Owner: none.
#pragma once

#include <cstdint>
#include <string>

namespace reach::metrics {

// Infinities are +Inf and -Inf, not-a-number is NaN, in both formats.
void AppendNumber(std::string& out, double value);
void AppendNumber(std::string& out, float value);
void AppendNumber(std::string& out, std::uint64_t value);

// The value of an `le` label: always a float ("1.0", not "1"), because Prometheus 2 keeps the two
// spellings apart as different series.
std::string BoundText(double bound);

}  // namespace reach::metrics
