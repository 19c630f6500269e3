#include "exporter/engine/confirmation.h"

#include <gtest/gtest.h>

namespace reach {
namespace {

Observation Saw(Reason reason) {
  Observation seen;
  seen.reason = reason;
  return seen;
}

// A check with two more tries, as it stands with `reason`; down if that is a failure.
class Tick {
 public:
  explicit Tick(Reason before, int confirm = 2) {
    policy_.confirm = confirm;
    policy_.expect.fill({State::kOpen, State::kSilent});
    Row row;
    row.reason = before;
    row.held = row.state();
    if (IsVerdict(row.state()) && !Success(Saw(before))) row.down_since = Tenths::At(Clock::now());
    confirmation_.emplace(policy_, row);
  }

  bool Add(Reason reason) { return confirmation_->Add(Saw(reason), Success(Saw(reason))); }
  const Confirmation& operator*() const { return *confirmation_; }
  Reason result() const { return confirmation_->result().reason; }

 private:
  bool Success(const Observation& seen) const { return IsSuccess(policy_, Path::kLan, seen); }
  CheckPolicy policy_;
  std::optional<Confirmation> confirmation_;
};

TEST(ConfirmationTest, SuccessIsBelievedAtOnce) {
  Tick tick(Reason::kSynAck);
  EXPECT_FALSE(tick.Add(Reason::kSynAck));
  EXPECT_TRUE((*tick).success());
  EXPECT_FALSE((*tick).unconfirmed());
}

TEST(ConfirmationTest, FailureAfterSuccessIsTriedTwiceMore) {
  Tick tick(Reason::kSynAck);
  EXPECT_TRUE(tick.Add(Reason::kRst));
  EXPECT_TRUE(tick.Add(Reason::kRst));
  EXPECT_FALSE(tick.Add(Reason::kRst));
  EXPECT_FALSE((*tick).success());
  EXPECT_EQ(tick.result(), Reason::kRst);
}

TEST(ConfirmationTest, TryThatDisagreesKeepsTheOldStateAndIsCounted) {
  Tick tick(Reason::kSynAck);
  EXPECT_TRUE(tick.Add(Reason::kNoAnswer));
  EXPECT_FALSE(tick.Add(Reason::kSynAck));
  EXPECT_TRUE((*tick).success());
  EXPECT_TRUE((*tick).unconfirmed());
  EXPECT_EQ(tick.result(), Reason::kSynAck);
}

TEST(ConfirmationTest, FirstResultEverIsConfirmedToo) {
  Tick tick(Reason::kNotProbed);
  EXPECT_TRUE(tick.Add(Reason::kNoAnswer));
}

TEST(ConfirmationTest, FailureOfACheckThatIsDownNeedsNoConfirmation) {
  Tick tick(Reason::kNoAnswer);
  EXPECT_FALSE(tick.Add(Reason::kRst));
  EXPECT_EQ(tick.result(), Reason::kRst);
}

TEST(ConfirmationTest, RecoveryByAnAnswerNeedsNoConfirmation) {
  Tick tick(Reason::kRst);
  EXPECT_FALSE(tick.Add(Reason::kSynAck));
  EXPECT_TRUE((*tick).success());
}

TEST(ConfirmationTest, WithoutConfirmTheFirstFailureStands) {
  Tick tick(Reason::kSynAck, 0);
  EXPECT_FALSE(tick.Add(Reason::kRst));
  EXPECT_FALSE((*tick).success());
}

TEST(ConfirmationTest, RefusalOutweighsSilenceOfLaterTries) {
  Tick tick(Reason::kSynAck);
  tick.Add(Reason::kIcmpPortUnreachable);
  tick.Add(Reason::kNoAnswer);
  EXPECT_FALSE(tick.Add(Reason::kNoAnswer));
  EXPECT_EQ(tick.result(), Reason::kIcmpPortUnreachable);
}

TEST(ConfirmationTest, OneUdpRefusalThatNobodyRepeatsIsNotBelieved) {
  Tick tick(Reason::kNoReplyRequired);
  EXPECT_TRUE(tick.Add(Reason::kIcmpPortUnreachable));
  EXPECT_TRUE(tick.Add(Reason::kNoReplyRequired));
  EXPECT_FALSE(tick.Add(Reason::kNoReplyRequired));
  EXPECT_TRUE((*tick).success());
  EXPECT_TRUE((*tick).unconfirmed());
}

TEST(ConfirmationTest, UdpRefusalSeenAgainIsBelievedThoughOneErrorWasHeldBack) {
  Tick tick(Reason::kNoReplyRequired);
  EXPECT_TRUE(tick.Add(Reason::kIcmpPortUnreachable));
  EXPECT_TRUE(tick.Add(Reason::kNoReplyRequired));
  EXPECT_FALSE(tick.Add(Reason::kIcmpPortUnreachable));
  EXPECT_FALSE((*tick).success());
  EXPECT_EQ(tick.result(), Reason::kIcmpPortUnreachable);
}

TEST(ConfirmationTest, SilenceOfARefusedUdpPortIsNoRecoveryUntilItLasts) {
  Tick lasting(Reason::kIcmpPortUnreachable);
  EXPECT_TRUE(lasting.Add(Reason::kNoReplyRequired));
  EXPECT_TRUE(lasting.Add(Reason::kNoReplyRequired));
  EXPECT_FALSE(lasting.Add(Reason::kNoReplyRequired));
  EXPECT_TRUE((*lasting).success());
  Tick limited(Reason::kIcmpPortUnreachable);
  EXPECT_TRUE(limited.Add(Reason::kNoReplyRequired));
  EXPECT_FALSE(limited.Add(Reason::kIcmpPortUnreachable));
  EXPECT_FALSE((*limited).success());
}

TEST(ConfirmationTest, ErrorOfOurOwnIsNeverTheTargetsFailure) {
  Tick alone(Reason::kSynAck);
  EXPECT_FALSE(alone.Add(Reason::kDnsServfail));
  EXPECT_EQ(alone.result(), Reason::kDnsServfail);
  Tick between(Reason::kSynAck);
  EXPECT_TRUE(between.Add(Reason::kRst));
  EXPECT_TRUE(between.Add(Reason::kNoDescriptors));
  EXPECT_FALSE(between.Add(Reason::kLate));
  EXPECT_EQ(between.result(), Reason::kRst);
}

TEST(ConfirmationTest, OpenWithAWrongAnswerIsAFailure) {
  Tick tick(Reason::kReply, 0);
  EXPECT_FALSE(tick.Add(Reason::kExpectMismatch));
  EXPECT_FALSE((*tick).success());
}

TEST(ExpectTest, ExpectationDependsOnThePath) {
  CheckPolicy policy;
  policy.expect[static_cast<std::size_t>(Path::kLan)] = {State::kOpen};
  policy.expect[static_cast<std::size_t>(Path::kInternet)] = {State::kRefused, State::kFiltered};
  EXPECT_TRUE(IsSuccess(policy, Path::kLan, Saw(Reason::kSynAck)));
  EXPECT_FALSE(IsSuccess(policy, Path::kLan, Saw(Reason::kRst)));
  EXPECT_TRUE(IsSuccess(policy, Path::kInternet, Saw(Reason::kRst)));
  EXPECT_FALSE(IsSuccess(policy, Path::kInternet, Saw(Reason::kSynAck)));
}

}  // namespace
}  // namespace reach
