// Numbers as both exposition formats want them: the shortest text that reads back as the same
// value. Thread: values. Owner: whoever holds one.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace reach::metrics {

// Infinities are +Inf and -Inf, not-a-number is NaN, in both formats.
class NumberText {
 public:
  explicit NumberText(double value);
  explicit NumberText(float value);
  explicit NumberText(std::uint64_t value);

  std::string_view view() const { return {text_.data(), size_}; }

 private:
  template <typename Number>
  void SetShortest(Number value);
  template <typename Float>
  void SetFloat(Float value);
  void Set(std::string_view text);

  std::array<char, 32> text_;  // the longest double has 24 characters
  std::size_t size_ = 0;
};

// The value of an `le` or `quantile` label: always a float ("1.0", not "1"), because Prometheus 2
// keeps the two spellings apart as different series.
std::string BoundText(double bound);

}  // namespace reach::metrics
