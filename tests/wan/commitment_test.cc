#include "exporter/wan/commitment.h"

#include <gtest/gtest.h>

namespace reach::wan {
namespace {

using std::chrono::minutes;

Address At(const char* text) { return *Address::Parse(text); }

// Rounds every two minutes.
class CommitmentTest : public testing::Test {
 protected:
  void Round(const char* address, bool router_agrees = false) {
    now_ += minutes(2);
    Verdict verdict;
    if (*address != '\0') verdict = {At(address), 5, 4, router_agrees};
    if (Commit(memory_, verdict, now_)) ++written_;
    status_ = StatusOf(memory_, verdict);
  }
  void Restart() {  // what is in the file
    FamilyMemory kept;
    kept.address = memory_.address;
    kept.changed = memory_.changed;
    kept.changes = memory_.changes;
    kept.multi_homed = memory_.multi_homed;
    kept.moves = memory_.moves;
    kept.former = memory_.former;
    memory_ = kept;
  }

  FamilyMemory memory_;
  WanFamily status_;
  WallTime now_{std::chrono::hours(500000)};
  int written_ = 0;
};

TEST_F(CommitmentTest, FirstSightIsNoChange) {
  Round("8.8.4.7");
  EXPECT_FALSE(status_.address);
  EXPECT_TRUE(IsUndecided(memory_));
  Round("8.8.4.7");
  EXPECT_EQ(status_.address, At("8.8.4.7"));
  EXPECT_EQ(status_.changes, 0U);
  EXPECT_FALSE(status_.changed);
  EXPECT_FALSE(IsUndecided(memory_));
}

TEST_F(CommitmentTest, ChangeTakesTwoRoundsAndCountsFromTheFirst) {
  Round("8.8.4.7", true);
  Round("8.8.4.8");
  const WallTime seen = now_;
  EXPECT_EQ(status_.address, At("8.8.4.7"));
  EXPECT_EQ(status_.agreeing, 0U);  // nobody agrees with the old one
  Round("8.8.4.8");
  EXPECT_EQ(status_.address, At("8.8.4.8"));
  EXPECT_EQ(status_.changes, 1U);
  EXPECT_EQ(status_.changed, seen);
}

TEST_F(CommitmentTest, AddressesThatWereOursAreKeptTheLastFewOfThem) {
  Round("8.8.4.100", true);
  EXPECT_TRUE(status_.former.empty());
  Round("8.8.4.101", true);
  EXPECT_EQ(status_.former, std::vector{At("8.8.4.100")});
  Round("8.8.4.100", true);  // ours again
  EXPECT_EQ(status_.former, std::vector{At("8.8.4.101")});
  for (int i = 0; i < 20; ++i) Round(("8.8.4." + std::to_string(i)).c_str(), true);
  EXPECT_EQ(status_.former.size(), kFormer);
  EXPECT_EQ(status_.former.back(), At("8.8.4.18"));
}

TEST_F(CommitmentTest, OneRoundIsEnoughWhenTheRouterAgrees) {
  Round("8.8.4.7", true);
  EXPECT_EQ(status_.address, At("8.8.4.7"));
  Round("8.8.4.8", true);
  EXPECT_EQ(status_.address, At("8.8.4.8"));
  EXPECT_EQ(status_.changes, 1U);
}

TEST_F(CommitmentTest, FailedRoundChangesNothingAndTakesNothingBack) {
  Round("8.8.4.7", true);
  for (int i = 0; i < 10; ++i) Round("");
  EXPECT_EQ(status_.address, At("8.8.4.7"));
  EXPECT_FALSE(status_.agreed);
  EXPECT_EQ(status_.agreeing, 0U);
  Round("8.8.4.7");
  EXPECT_EQ(status_.changes, 0U);
  EXPECT_EQ(written_, 1);
}

TEST_F(CommitmentTest, OneOddRoundIsForgotten) {
  Round("8.8.4.7", true);
  Round("9.9.9.9");
  Round("8.8.4.7");
  Round("9.9.9.9");
  EXPECT_EQ(status_.address, At("8.8.4.7"));
  EXPECT_EQ(status_.changes, 0U);
}

TEST_F(CommitmentTest, FailedRoundBetweenTwoThatAgreeDoesNotMatter) {
  Round("8.8.4.7", true);
  Round("8.8.4.8");
  Round("");
  Round("8.8.4.8");
  EXPECT_EQ(status_.changes, 1U);
}

TEST_F(CommitmentTest, RestartIsNoChangeAndOneBetweenSightAndCommitLosesNothing) {
  Round("8.8.4.7", true);
  Restart();
  Round("8.8.4.7");
  EXPECT_EQ(status_.changes, 0U);
  Round("8.8.4.8");
  Restart();
  EXPECT_EQ(memory_.address, At("8.8.4.7"));
  Round("8.8.4.8");
  Round("8.8.4.8");
  EXPECT_EQ(status_.changes, 1U);
}

TEST_F(CommitmentTest, ChangeWhileTheExporterWasOffIsOne) {
  Round("8.8.4.7", true);
  Restart();
  now_ += std::chrono::hours(24);
  Round("8.8.4.8");
  Round("8.8.4.8");
  EXPECT_EQ(status_.changes, 1U);
}

TEST_F(CommitmentTest, ToAndFroIsSeveralLinesAndNotManyChanges) {
  Round("8.8.4.7", true);
  for (int i = 0; i < 6; ++i) {
    Round("8.8.4.8", true);
    Round("8.8.4.7", true);
  }
  EXPECT_TRUE(status_.multi_homed);
  EXPECT_EQ(status_.changes, 2U);  // the third move gave it away
  for (int i = 0; i < 31; ++i) Round("8.8.4.7");
  EXPECT_FALSE(status_.multi_homed);
  Round("9.9.9.9", true);
  EXPECT_EQ(status_.changes, 3U);
}

TEST_F(CommitmentTest, SlowFlappingStaysFlappingWhileMovesAreRecent) {
  Round("8.8.4.7", true);
  for (int i = 0; i < 4; ++i) {
    Round("8.8.4.8", true);
    Round("8.8.4.7", true);
  }
  for (int i = 0; i < 26; ++i) Round("8.8.4.7");
  Round("8.8.4.8", true);  // only a few of the moves are left by now
  EXPECT_TRUE(status_.multi_homed);
  EXPECT_EQ(status_.changes, 2U);
}

TEST_F(CommitmentTest, ManyDifferentAddressesAreChanges) {
  Round("8.8.4.1", true);
  for (const char* next : {"8.8.4.2", "8.8.4.3", "8.8.4.4", "8.8.4.5"}) Round(next, true);
  EXPECT_FALSE(status_.multi_homed);
  EXPECT_EQ(status_.changes, 4U);
}

TEST_F(CommitmentTest, NewIp6AddressInTheSameNetworkIsTakenAtOnceAndIsNoChange) {
  Round("2001:4860:1:2::1", true);
  Round("2001:4860:1:2:aaaa::2");
  EXPECT_EQ(status_.address, At("2001:4860:1:2:aaaa::2"));
  EXPECT_EQ(status_.agreeing, 4U);
  EXPECT_EQ(status_.changes, 0U);
  EXPECT_EQ(written_, 2);
  Round("2001:4860:1:3::1", true);
  EXPECT_EQ(status_.changes, 1U);
}

TEST_F(CommitmentTest, ClockThatWasSteppedBackDoesNotKeepMovesForEver) {
  Round("8.8.4.7", true);
  for (int i = 0; i < 3; ++i) {
    Round("8.8.4.8", true);
    Round("8.8.4.7", true);
  }
  ASSERT_TRUE(status_.multi_homed);
  now_ -= std::chrono::hours(24);
  Round("8.8.4.7");
  EXPECT_FALSE(status_.multi_homed);
}

}  // namespace
}  // namespace reach::wan
