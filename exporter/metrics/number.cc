#include "exporter/metrics/number.h"

#include <array>
#include <charconv>
#include <cmath>

namespace reach::metrics {
namespace {

template <typename Number>
void AppendShortest(std::string& out, Number value) {
  std::array<char, 32> text;  // the longest double has 24 characters
  const auto result = std::to_chars(text.data(), text.data() + text.size(), value);
  out.append(text.data(), static_cast<std::size_t>(result.ptr - text.data()));
}

template <typename Float>
void AppendFloat(std::string& out, Float value) {
  if (std::isfinite(value)) {
    AppendShortest(out, value);
  } else if (std::isnan(value)) {
    out += "NaN";
  } else {
    out += value > 0 ? "+Inf" : "-Inf";
  }
}

}  // namespace

void AppendNumber(std::string& out, double value) { AppendFloat(out, value); }
void AppendNumber(std::string& out, float value) { AppendFloat(out, value); }
void AppendNumber(std::string& out, std::uint64_t value) { AppendShortest(out, value); }

std::string BoundText(double bound) {
  std::string text;
  AppendNumber(text, bound);
  const bool has_point = text.find_first_of(".eIN") != std::string::npos;
  return has_point ? text : text + ".0";
}

}  // namespace reach::metrics
