#include "exporter/metrics/number.h"

#include <charconv>
#include <cmath>

namespace reach::metrics {

template <typename Number>
void NumberText::SetShortest(Number value) {
  const auto result = std::to_chars(text_.data(), text_.data() + text_.size(), value);
  size_ = static_cast<std::size_t>(result.ptr - text_.data());
}

template <typename Float>
void NumberText::SetFloat(Float value) {
  if (std::isfinite(value)) {
    SetShortest(value);
  } else if (std::isnan(value)) {
    Set("NaN");
  } else {
    Set(value > 0 ? "+Inf" : "-Inf");
  }
}

void NumberText::Set(std::string_view text) { size_ = text.copy(text_.data(), text_.size()); }

NumberText::NumberText(double value) { SetFloat(value); }
NumberText::NumberText(float value) { SetFloat(value); }
NumberText::NumberText(std::uint64_t value) { SetShortest(value); }

std::string BoundText(double bound) {
  std::string text(NumberText(bound).view());
  const bool has_point = text.find_first_of(".eIN") != std::string::npos;
  return has_point ? text : text + ".0";
}

}  // namespace reach::metrics
