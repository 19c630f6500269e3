#include "exporter/engine/schedule.h"

#include <gtest/gtest.h>

#include <map>

namespace reach {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const TimePoint kStart = TimePoint(std::chrono::hours(1));
constexpr std::uint64_t kHalf = 1ULL << 63;

TEST(ScheduleTest, FirstProbeComesWithinFiveSecondsHoweverLongTheInterval) {
  for (const std::uint64_t hash : {std::uint64_t{0}, kHalf, UINT64_MAX}) {
    const Ticks ticks = TicksOf(hash, std::chrono::hours(1), kStart, kStart);
    EXPECT_GE(ticks.first, kStart);
    EXPECT_LT(ticks.first, kStart + seconds(5));
  }
}

TEST(ScheduleTest, FirstProbeOfAShortIntervalComesWithinTheInterval) {
  EXPECT_LT(TicksOf(UINT64_MAX, milliseconds(100), kStart, kStart).first,
            kStart + milliseconds(100));
}

TEST(ScheduleTest, PhaseIsTheSameWheneverTheCheckIsAdded) {
  const Duration interval = seconds(60);
  const Ticks early = TicksOf(kHalf, interval, kStart, kStart);
  const Ticks late = TicksOf(kHalf, interval, kStart, kStart + seconds(1234));
  EXPECT_EQ(early.next, kStart + seconds(30));
  EXPECT_EQ((late.next - early.next) % interval, Duration::zero());
  EXPECT_GT(late.next, late.first);
}

TEST(ScheduleTest, NextTickFollowsTheFormerOneAndNotTheTimeItWasServed) {
  Schedule schedule;
  schedule.Add(0, seconds(10), {kStart, kStart + seconds(10)});
  EXPECT_EQ(schedule.PopDue(kStart + seconds(3))->due, kStart);
  EXPECT_EQ(schedule.NextDue(), kStart + seconds(10));
  EXPECT_EQ(schedule.PopDue(kStart + seconds(14))->due, kStart + seconds(10));
  EXPECT_EQ(schedule.NextDue(), kStart + seconds(20));
}

TEST(ScheduleTest, NothingIsDueBeforeItsTime) {
  Schedule schedule;
  EXPECT_EQ(schedule.NextDue(), std::nullopt);
  schedule.Add(0, seconds(10), {kStart + seconds(1), kStart + seconds(11)});
  EXPECT_FALSE(schedule.PopDue(kStart));
  EXPECT_TRUE(schedule.PopDue(kStart + seconds(1)));
  EXPECT_FALSE(schedule.PopDue(kStart + seconds(1)));
}

TEST(ScheduleTest, LateCheckSkipsWholeTicksAndCountsThemInsteadOfBunching) {
  Schedule schedule;
  schedule.Add(0, seconds(10), {kStart, kStart + seconds(10)});
  const auto due = schedule.PopDue(kStart + seconds(35));
  ASSERT_TRUE(due);
  EXPECT_EQ(due->skipped, 3U);
  EXPECT_FALSE(schedule.PopDue(kStart + seconds(35)));
  EXPECT_EQ(schedule.NextDue(), kStart + seconds(40));
}

TEST(ScheduleTest, EveryCheckIsDueOncePerIntervalOverALongTime) {
  Schedule schedule;
  constexpr std::uint32_t kChecks = 50;
  for (std::uint32_t i = 0; i < kChecks; ++i) {
    schedule.Add(i, seconds(15), TicksOf(i * (UINT64_MAX / kChecks), seconds(15), kStart, kStart));
  }
  std::map<std::uint32_t, int> ticks;
  for (TimePoint now = kStart; now < kStart + seconds(1505); now += milliseconds(500)) {
    while (const auto due = schedule.PopDue(now)) {
      ++ticks[due->index];
      EXPECT_EQ(due->skipped, 0U);
    }
  }
  ASSERT_EQ(ticks.size(), kChecks);
  for (const auto& [index, count] : ticks) {
    EXPECT_GE(count, 100) << index;  // 1500 s / 15 s, and the early first probe
    EXPECT_LE(count, 102) << index;
  }
}

TEST(ScheduleTest, ChecksAreSpreadOverTheInterval) {
  constexpr int kChecks = 1000;
  std::map<std::int64_t, int> per_second;
  for (int i = 0; i < kChecks; ++i) {
    const Ticks ticks = TicksOf(static_cast<std::uint64_t>(i) * (UINT64_MAX / kChecks), seconds(10),
                                kStart, kStart);
    ++per_second[(ticks.next - kStart) / seconds(1) % 10];
  }
  ASSERT_EQ(per_second.size(), 10U);
  for (const auto& [second, count] : per_second) EXPECT_NEAR(count, kChecks / 10, 2) << second;
}

}  // namespace
}  // namespace reach
