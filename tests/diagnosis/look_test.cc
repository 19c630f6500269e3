#include "exporter/diagnosis/look.h"

#include <gtest/gtest.h>

#include "exporter/config/config.h"
#include "exporter/probes/registry.h"
#include "tests/support/loopback.h"
#include "tests/support/run_coroutine.h"

namespace reach::diagnosis {
namespace {

Look LookOf(StateSet expect = {State::kOpen}, int confirm = 2) {
  auto policy = std::make_shared<CheckPolicy>();
  policy->module = config::LoadModule("", "tcp", Probers());
  policy->timeout = std::chrono::seconds(4);
  policy->confirm = confirm;
  policy->expect.fill(expect);
  Look look;
  look.check.policy = std::move(policy);
  return look;
}

Observation Saw(Reason reason) {
  Observation seen;
  seen.reason = reason;
  seen.duration = std::chrono::milliseconds(7);
  return seen;
}

Sighting SumOf(const Look& look, std::initializer_list<Reason> reasons) {
  Sum sum(look, "local");
  for (const Reason reason : reasons) sum.Add(Saw(reason));
  return sum.sum().sighting;
}

TEST(SumTest, TheFirstSuccessStands) {
  const Sighting seen = SumOf(LookOf(), {Reason::kNoAnswer, Reason::kSynAck, Reason::kNoAnswer});
  EXPECT_EQ(seen.reason, Reason::kSynAck);
  EXPECT_TRUE(seen.expected);
  EXPECT_FALSE(seen.failed_after);
  EXPECT_EQ(seen.attempts, 3U);
  EXPECT_EQ(seen.answered, 1U);
}

TEST(SumTest, AnExplicitAnswerStandsOverSilenceInAnyOrder) {
  for (const auto& reasons : {std::initializer_list<Reason>{Reason::kNoAnswer, Reason::kRst},
                              std::initializer_list<Reason>{Reason::kRst, Reason::kNoAnswer}}) {
    const Sighting seen = SumOf(LookOf(), reasons);
    EXPECT_EQ(seen.reason, Reason::kRst);
    EXPECT_FALSE(seen.expected);
    EXPECT_TRUE(seen.failed_after);
  }
}

TEST(SumTest, OurOwnTroubleDoesNotStandOverSilence) {
  EXPECT_EQ(SumOf(LookOf(), {Reason::kNoAnswer, Reason::kNoDescriptors}).reason, Reason::kNoAnswer);
}

TEST(SumTest, RefusalIsASuccessWhereItIsExpected) {
  EXPECT_TRUE(SumOf(LookOf({State::kRefused}), {Reason::kRst}).expected);
}

TEST(SumTest, EveryEchoOfATrainIsAnAttempt) {
  Sum sum(LookOf(), "local");
  Observation train = Saw(Reason::kReply);
  train.echoes_sent = 10;
  train.echoes_received = 7;
  sum.Add(train);
  EXPECT_EQ(sum.sum().sighting.attempts, 10U);
  EXPECT_EQ(sum.sum().sighting.answered, 7U);
}

class LookAtTest : public testing::Test {
 protected:
  Sighting LookAtClosed(int confirm) {
    const test::ClosedTcpPort closed(io_);
    Look look = LookOf({State::kOpen}, confirm);
    look.where = closed.where();
    const auto looked = test::RunCoroutine(io_, LookAt(once_, look));
    return looked ? looked->sighting : Sighting();
  }

  asio::io_context io_{1};
  OneShot once_{io_, [](const std::string&, Family, const auto&) {}};
};

TEST_F(LookAtTest, AFailureIsTriedThreeTimes) { EXPECT_EQ(LookAtClosed(2).attempts, 3U); }

TEST_F(LookAtTest, ACheckThatIsNeverTriedTwiceIsNotHereEither) {
  EXPECT_EQ(LookAtClosed(0).attempts, 1U);
}

TEST_F(LookAtTest, NothingIsTriedOnceStopped) {
  once_.Stop();
  EXPECT_EQ(LookAtClosed(2).reason, Reason::kNotProbed);
}

}  // namespace
}  // namespace reach::diagnosis
