#include "exporter/diagnosis/holder.h"

#include <gtest/gtest.h>

namespace reach::diagnosis {
namespace {

using std::chrono::seconds;

Diagnosis Found(Cause cause, Confidence confidence) {
  Diagnosis diagnosis;
  diagnosis.cause = cause;
  diagnosis.confidence = confidence;
  return diagnosis;
}

class HolderTest : public testing::Test {
 protected:
  bool At(int second, Cause cause, Confidence confidence = Confidence::kLikely) {
    return holder.Update(Found(cause, confidence), TimePoint(seconds(second)));
  }
  Holder holder;
};

TEST_F(HolderTest, ACauseIsHeldForAMinute) {
  EXPECT_TRUE(At(0, Cause::kServiceDown));
  EXPECT_FALSE(At(59, Cause::kHostFirewallDrop));
  EXPECT_EQ(holder.held()->cause, Cause::kServiceDown);
  EXPECT_TRUE(At(60, Cause::kHostFirewallDrop));
  EXPECT_EQ(holder.held()->cause, Cause::kHostFirewallDrop);
}

TEST_F(HolderTest, AProvedCauseIsTakenAtOnce) {
  At(0, Cause::kUndecided, Confidence::kPossible);
  EXPECT_TRUE(At(1, Cause::kBoundToLoopback, Confidence::kProved));
}

TEST_F(HolderTest, HealthyIsNotHeldInAnOutage) {
  At(0, Cause::kHealthy);
  EXPECT_FALSE(At(1, Cause::kPacketLoss));  // keeps nobody out
  EXPECT_TRUE(At(2, Cause::kUndecided, Confidence::kPossible));
  EXPECT_EQ(holder.held()->cause, Cause::kUndecided);
}

TEST_F(HolderTest, TheSameCauseMayBecomeSurerWithoutAChange) {
  At(0, Cause::kServiceDown);
  EXPECT_FALSE(At(1, Cause::kServiceDown, Confidence::kProved));
  EXPECT_EQ(holder.held()->confidence, Confidence::kProved);
  EXPECT_EQ(holder.since(), TimePoint(seconds(0)));
}

TEST_F(HolderTest, DowntimeGoesToTheCauseThatWasHeld) {
  At(0, Cause::kHealthy, Confidence::kProved);
  At(100, Cause::kServiceDown, Confidence::kProved);
  At(130, Cause::kServiceDown, Confidence::kProved);
  At(150, Cause::kHealthy, Confidence::kProved);
  At(900, Cause::kHealthy, Confidence::kProved);
  EXPECT_EQ(holder.downtime(Cause::kServiceDown), seconds(50));
  EXPECT_EQ(holder.downtime(Cause::kHealthy), seconds(0));
  EXPECT_EQ(holder.outages(Cause::kServiceDown), 1U);
}

TEST_F(HolderTest, AChangeOfTheCauseIsNoNewOutage) {
  At(0, Cause::kHealthy, Confidence::kProved);
  At(100, Cause::kServiceDown, Confidence::kProved);
  At(200, Cause::kBoundToLoopback, Confidence::kProved);
  At(300, Cause::kHealthy, Confidence::kProved);
  At(400, Cause::kBoundToLoopback, Confidence::kProved);
  EXPECT_EQ(holder.outages(Cause::kServiceDown), 1U);
  EXPECT_EQ(holder.outages(Cause::kBoundToLoopback), 1U);
  EXPECT_EQ(holder.downtime(Cause::kBoundToLoopback), seconds(100));
}

TEST_F(HolderTest, WhatOnlyDisturbsIsNoOutage) {
  At(0, Cause::kRconExposed, Confidence::kProved);
  At(500, Cause::kProberOffline, Confidence::kProved);
  At(900, Cause::kProberOffline, Confidence::kProved);
  EXPECT_EQ(holder.outages(Cause::kRconExposed), 0U);
  EXPECT_EQ(holder.downtime(Cause::kProberOffline), seconds(0));
}

TEST_F(HolderTest, BeforeTheFirstResultThereIsNoOutage) {
  Diagnosis nothing = Found(Cause::kUndecided, Confidence::kPossible);
  nothing.candidates = {Cause::kHealthy, Cause::kServiceDown};
  holder.Update(nothing, TimePoint(seconds(0)));
  holder.Update(nothing, TimePoint(seconds(70)));
  EXPECT_EQ(holder.outages(Cause::kUndecided), 0U);
  EXPECT_EQ(holder.downtime(Cause::kUndecided), seconds(0));
}

}  // namespace
}  // namespace reach::diagnosis
