#include "exporter/log_limit.h"

#include <gtest/gtest.h>

namespace reach::log {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

const TimePoint kNow = Clock::now();

int Admitted(LogLimit& limit, int count, TimePoint now, const std::string& target = "") {
  int admitted = 0;
  for (int i = 0; i < count; ++i) {
    admitted += limit.Admit(target.empty() ? "t" + std::to_string(i) : target, now) ? 1 : 0;
  }
  return admitted;
}

TEST(LogLimitTest, TenThousandTransitionsOfManyTargetsAreTwoHundredLines) {
  LogLimit limit;
  EXPECT_EQ(Admitted(limit, 10'000, kNow), 200);
  EXPECT_EQ(limit.TakeLeftOut(), 9'800u);
  EXPECT_EQ(limit.TakeLeftOut(), 0u);
  EXPECT_EQ(Admitted(limit, 10'000, kNow + milliseconds(1050)), 10);
}

TEST(LogLimitTest, OneTargetThatFlapsTakesNothingFromTheOthers) {
  LogLimit limit;
  EXPECT_EQ(Admitted(limit, 10'000, kNow, "flaps"), 10);
  EXPECT_EQ(Admitted(limit, 190, kNow), 190);
}

TEST(LogLimitTest, ATargetMaySpeakAgainAfterAWhileAndNeverMoreThanItsBurst) {
  LogLimit limit;
  Admitted(limit, 100, kNow, "a");
  EXPECT_EQ(Admitted(limit, 100, kNow + minutes(2), "a"), 2);
  EXPECT_EQ(Admitted(limit, 100, kNow + hours(24), "a"), 10);
}

TEST(LogLimitTest, ClockThatStandsOrGoesBackGivesNothing) {
  LogLimit limit;
  Admitted(limit, 100, kNow, "a");
  EXPECT_EQ(Admitted(limit, 100, kNow - hours(1), "a"), 0);
}

TEST(LogLimitTest, QuietTargetsAreForgottenWithoutGivingThemMore) {
  LogLimit limit({.of_target = {1, minutes(1)}, .of_all = {1e9, minutes(1)}});
  EXPECT_EQ(Admitted(limit, 5'000, kNow), 5'000);
  EXPECT_EQ(Admitted(limit, 5'000, kNow), 0) << "the memory of those that spoke was not swept";
  EXPECT_EQ(Admitted(limit, 5'000, kNow + minutes(1)), 5'000);
}

}  // namespace
}  // namespace reach::log
