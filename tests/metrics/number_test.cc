#include "exporter/metrics/number.h"

#include <gtest/gtest.h>

#include <limits>

namespace reach::metrics {
namespace {

template <typename Number>
std::string Text(Number value) {
  return std::string(NumberText(value).view());
}

TEST(NumberTest, IsTheShortestTextThatReadsBackTheSame) {
  EXPECT_EQ(Text(0.1), "0.1");
  EXPECT_EQ(Text(0.0123F), "0.0123");
  EXPECT_EQ(Text(1795230000.123), "1795230000.123");
  EXPECT_EQ(Text(std::uint64_t{18446744073709551615U}), "18446744073709551615");
}

TEST(NumberTest, SpecialValuesAreSpelledAsBothFormatsWant) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(Text(kInfinity), "+Inf");
  EXPECT_EQ(Text(-kInfinity), "-Inf");
  EXPECT_EQ(Text(std::numeric_limits<double>::quiet_NaN()), "NaN");
}

TEST(NumberTest, BoundIsAlwaysAFloat) {
  EXPECT_EQ(BoundText(1), "1.0");
  EXPECT_EQ(BoundText(0.0025), "0.0025");
  EXPECT_EQ(BoundText(1e300), "1e+300");
  EXPECT_EQ(BoundText(std::numeric_limits<double>::infinity()), "+Inf");
}

}  // namespace
}  // namespace reach::metrics
