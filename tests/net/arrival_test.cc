#include "exporter/net/arrival.h"

#include <gtest/gtest.h>

namespace reach {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class ElapsedTest : public testing::Test {
 protected:
  static timespec Stamp(std::chrono::system_clock::time_point time) {
    const auto since = time.time_since_epoch();
    const auto whole = std::chrono::floor<seconds>(since);
    return {whole.count(), std::chrono::nanoseconds(since - whole).count()};
  }
  const Moment sent_ = Moment::Now();
  const Moment now_ = {sent_.steady + milliseconds(200), sent_.wall + milliseconds(200)};
};

TEST_F(ElapsedTest, KernelsStampKeepsOurOwnDelayOut) {
  EXPECT_EQ(Elapsed(sent_, Stamp(sent_.wall + milliseconds(20)), now_), milliseconds(20));
}

TEST_F(ElapsedTest, WithoutStampTheTimeOfReadingHasToDo) {
  EXPECT_EQ(Elapsed(sent_, std::nullopt, now_), milliseconds(200));
}

TEST_F(ElapsedTest, SteppedWallClockIsNotBelieved) {
  EXPECT_EQ(Elapsed(sent_, Stamp(sent_.wall - seconds(3600)), now_), milliseconds(200));
  EXPECT_EQ(Elapsed(sent_, Stamp(sent_.wall + seconds(3600)), now_), milliseconds(200));
}

TEST_F(ElapsedTest, StepThatIsShorterThanTheRoundTripIsNotBelievedEither) {
  for (const milliseconds step : {milliseconds(-15), milliseconds(15)}) {
    const Moment now = {now_.steady, now_.wall + step};
    EXPECT_EQ(Elapsed(sent_, Stamp(sent_.wall + milliseconds(20) + step), now), milliseconds(200));
  }
}

TEST_F(ElapsedTest, SlewedWallClockIsNoStep) {
  const Moment now = {now_.steady, now_.wall + std::chrono::microseconds(100)};
  EXPECT_EQ(Elapsed(sent_, Stamp(sent_.wall + milliseconds(20)), now), milliseconds(20));
}

}  // namespace
}  // namespace reach
