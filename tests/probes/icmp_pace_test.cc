#include <gtest/gtest.h>

#include "exporter/probes/icmp/pace.h"

namespace reach::icmp {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const TimePoint kStart = Clock::now();

TEST(PaceTest, EchoesLeaveAtTheirSpacingAndNotBefore) {
  Pace pace(3, milliseconds(200), kStart, kStart + seconds(4));
  EXPECT_TRUE(pace.Take(kStart));
  EXPECT_FALSE(pace.Take(kStart + milliseconds(199)));
  EXPECT_EQ(pace.next(), kStart + milliseconds(200));
  EXPECT_TRUE(pace.Take(kStart + milliseconds(200)));
  EXPECT_FALSE(pace.done());
  EXPECT_TRUE(pace.Take(kStart + milliseconds(400)));
  EXPECT_TRUE(pace.done());
  EXPECT_FALSE(pace.Take(kStart + seconds(1)));
  EXPECT_EQ(pace.next(), TimePoint::max());
}

TEST(PaceTest, LastEchoHasHalfOfTheTimeForItsAnswer) {
  Pace pace(11, seconds(1), kStart, kStart + seconds(2));
  EXPECT_TRUE(pace.Take(kStart));
  EXPECT_EQ(pace.next(), kStart + milliseconds(100));
}

TEST(PaceTest, LateEchoesKeepTheirDistance) {
  Pace pace(3, milliseconds(200), kStart, kStart + seconds(4));
  EXPECT_TRUE(pace.Take(kStart));
  EXPECT_TRUE(pace.Take(kStart + milliseconds(700)));
  EXPECT_FALSE(pace.Take(kStart + milliseconds(701)));
  EXPECT_EQ(pace.next(), kStart + milliseconds(900));
}

TEST(PaceTest, EchoThatWouldLookLostIsNotSent) {
  Pace pace(2, milliseconds(200), kStart, kStart + seconds(4));
  EXPECT_TRUE(pace.Take(kStart));
  EXPECT_FALSE(pace.Take(kStart + milliseconds(3001)));
  EXPECT_TRUE(pace.done());
}

}  // namespace
}  // namespace reach::icmp
