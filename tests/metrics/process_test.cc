#include "exporter/metrics/process.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>

namespace reach::metrics {
namespace {

TEST(ProcessTest, CommandNameMayHoldSpacesAndParentheses) {
  const auto fields = ParseStat(
      "4711 (a) b (c) S 1 2 3 4 5 6 7 8 9 10 70 30 0 0 20 0 5 0 123456 8192000 250 18446744\n");
  ASSERT_TRUE(fields);
  EXPECT_EQ(fields->cpu_ticks, 100U);
  EXPECT_EQ(fields->start_ticks, 123456U);
  EXPECT_EQ(fields->virtual_bytes, 8192000U);
  EXPECT_EQ(fields->resident_pages, 250U);
}

TEST(ProcessTest, TextThatIsCutShortGivesNothing) {
  EXPECT_FALSE(ParseStat(""));
  EXPECT_FALSE(ParseStat("4711 (a) S 1 2 3 4 5 6 7 8 9 10 70 30 0 0 20 0 5 0 123456 8192000"));
  EXPECT_FALSE(ParseBootTime("cpu 1 2 3\n"));
}

TEST(ProcessTest, BootTimeIsFoundAmongTheOtherLines) {
  EXPECT_EQ(ParseBootTime("cpu 1 2 3\nbtime 1795230000\nprocesses 9\n"), 1795230000U);
}

TEST(ProcessTest, ThisProcessHasDescriptorsMemoryAndStartedBeforeNow) {
  const auto before = ReadProcess();
  ASSERT_TRUE(before);
  const int extra = ::dup(0);
  ASSERT_GE(extra, 0);
  const auto after = ReadProcess();
  ::close(extra);
  ASSERT_TRUE(after);
  EXPECT_EQ(after->open_fds, before->open_fds + 1);
  EXPECT_LE(after->open_fds, after->max_fds);
  EXPECT_GT(after->resident_bytes, 100'000U);
  const std::chrono::duration<double> now = std::chrono::system_clock::now().time_since_epoch();
  EXPECT_LE(before->start_time, now.count());
}

}  // namespace
}  // namespace reach::metrics
