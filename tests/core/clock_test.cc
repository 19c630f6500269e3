#include "exporter/core/clock.h"

#include <gtest/gtest.h>

namespace reach {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(TenthsTest, KeepsATenthOfASecond) {
  const TimePoint now = Clock::now();
  const Tenths tenths = Tenths::At(now);
  ASSERT_TRUE(tenths.has_value());
  EXPECT_LE(tenths.time(), now);
  EXPECT_GT(tenths.time() + milliseconds(100), now);
  EXPECT_EQ(Tenths::At(tenths.time()), tenths);
}

TEST(TenthsTest, ReachesBeforeTheStartOfTheProcess) {
  const TimePoint past = Clock::now() - hours(24 * 30);
  const Duration error = past - Tenths::At(past).time();
  EXPECT_GE(error, Duration::zero());
  EXPECT_LT(error, milliseconds(100));
}

TEST(TenthsTest, AbsentUntilSetAndNeverAbsentByOverflow) {
  EXPECT_FALSE(Tenths().has_value());
  EXPECT_TRUE(Tenths::At(Clock::now() - hours(24 * 365 * 50)).has_value());
  EXPECT_TRUE(Tenths::At(Clock::now() + hours(24 * 365 * 50)).has_value());
  EXPECT_LT(Tenths::At(Clock::now() - hours(24 * 365 * 50)).time(), Clock::now());
  EXPECT_GT(Tenths::At(Clock::now() + hours(24 * 365 * 50)).time(), Clock::now());
}

class WallClockTest : public testing::Test {
 protected:
  static constexpr seconds kUnix{1'700'000'000};
  const TimePoint start_{hours(100)};
  const std::chrono::system_clock::time_point wall_{kUnix};
  WallClock clock_;
};

TEST_F(WallClockTest, RendersThePastAsNowMinusAge) {
  clock_.Update(start_, wall_);
  EXPECT_DOUBLE_EQ(clock_.UnixSeconds(start_), 1'700'000'000);
  EXPECT_DOUBLE_EQ(clock_.UnixSeconds(start_ - milliseconds(2500)), 1'699'999'997.5);
}

TEST_F(WallClockTest, KeepsATimestampWhileTheClocksDriftALittle) {
  clock_.Update(start_, wall_);
  clock_.Update(start_ + hours(1), wall_ + hours(1) + milliseconds(99));
  EXPECT_DOUBLE_EQ(clock_.UnixSeconds(start_), 1'700'000'000);
  clock_.Update(start_ + hours(2), wall_ + hours(2) - milliseconds(99));
  EXPECT_DOUBLE_EQ(clock_.UnixSeconds(start_), 1'700'000'000);
}

TEST_F(WallClockTest, FollowsASteppedClock) {
  clock_.Update(start_, wall_);
  clock_.Update(start_ + seconds(1), wall_ + seconds(3601));
  EXPECT_DOUBLE_EQ(clock_.UnixSeconds(start_), 1'700'003'600);
  clock_.Update(start_ + seconds(2), wall_ + seconds(2));
  EXPECT_DOUBLE_EQ(clock_.UnixSeconds(start_), 1'700'000'000);
}

TEST_F(WallClockTest, RendersWholeMilliseconds) {
  clock_.Update(start_, wall_ + std::chrono::nanoseconds(123'456'789));
  EXPECT_DOUBLE_EQ(clock_.UnixSeconds(start_), 1'700'000'000.123);
}

TEST(SecondsTest, AreFractions) { EXPECT_DOUBLE_EQ(Seconds(milliseconds(1500)), 1.5); }

}  // namespace
}  // namespace reach
