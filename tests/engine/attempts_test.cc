#include "exporter/engine/attempts.h"

#include <gtest/gtest.h>

#include "exporter/config/config.h"
#include "exporter/probes/registry.h"
#include "tests/support/loopback.h"
#include "tests/support/run_coroutine.h"

namespace reach {
namespace {

Observation Saw(Reason reason) {
  Observation seen;
  seen.reason = reason;
  seen.duration = std::chrono::milliseconds(7);
  return seen;
}

// Of what a TCP check makes of it.
Tally TallyOf(std::initializer_list<Reason> reasons, Transport transport = Transport::kTcp) {
  Tally tally(transport);
  for (const Reason reason : reasons) {
    tally.Add(Saw(reason), StateOf(reason) == State::kOpen && RowOf(reason).complete);
  }
  return tally;
}

TEST(TallyTest, TheFirstSuccessStands) {
  const Tally tally = TallyOf({Reason::kNoAnswer, Reason::kSynAck, Reason::kNoAnswer});
  EXPECT_EQ(tally.seen().reason, Reason::kSynAck);
  EXPECT_TRUE(tally.success());
  EXPECT_TRUE(tally.lossy());
  EXPECT_EQ(tally.attempts(), 3U);
  EXPECT_EQ(tally.answered(), 1U);
}

TEST(TallyTest, AnExplicitAnswerStandsOverSilenceInAnyOrder) {
  for (const auto& reasons : {std::initializer_list<Reason>{Reason::kNoAnswer, Reason::kRst},
                              std::initializer_list<Reason>{Reason::kRst, Reason::kNoAnswer}}) {
    const Tally tally = TallyOf(reasons);
    EXPECT_EQ(tally.seen().reason, Reason::kRst);
    EXPECT_FALSE(tally.success());
    EXPECT_FALSE(tally.lossy());  // errors are limited
  }
}

TEST(TallyTest, OurOwnTroubleDoesNotStandOverSilence) {
  EXPECT_EQ(TallyOf({Reason::kNoAnswer, Reason::kNoDescriptors}).seen().reason, Reason::kNoAnswer);
}

TEST(TallyTest, OurOwnTroubleIsNoAttempt) {
  const Tally tally = TallyOf({Reason::kLate, Reason::kSynAck, Reason::kLate, Reason::kSynAck});
  EXPECT_EQ(tally.seen().reason, Reason::kSynAck);
  EXPECT_EQ(tally.attempts(), 2U);
  EXPECT_EQ(tally.answered(), 2U);
  EXPECT_FALSE(tally.lossy());
  EXPECT_EQ(TallyOf({Reason::kLate}).seen().reason, Reason::kLate);
}

TEST(TallyTest, NothingWasProbedBeforeTheFirst) {
  EXPECT_EQ(TallyOf({}).seen().reason, Reason::kNotProbed);
}

TEST(TallyTest, AChallengeWithoutTheReplyIsHalfLostOverUdpOnly) {
  const Tally datagrams = TallyOf({Reason::kExpectTimeout}, Transport::kUdp);
  EXPECT_EQ(datagrams.answered(), 0U);
  EXPECT_TRUE(datagrams.lossy());
  const Tally stream = TallyOf({Reason::kExpectTimeout});
  EXPECT_EQ(stream.answered(), 1U);
  EXPECT_FALSE(stream.lossy());
}

TEST(TallyTest, ASynThatIsSentAgainIsLoss) {
  Tally tally(Transport::kTcp);
  Observation slow = Saw(Reason::kSynAck);
  slow.syn_retransmits = 1;
  tally.Add(slow, true);
  EXPECT_TRUE(tally.lossy());
  EXPECT_EQ(tally.syn_retransmits(), 1U);
}

TEST(TallyTest, EveryEchoOfATrainIsAnAttempt) {
  Tally tally(Transport::kIcmp);
  Observation train = Saw(Reason::kReply);
  train.echoes_sent = 10;
  train.echoes_received = 7;
  tally.Add(train, true);
  EXPECT_EQ(tally.attempts(), 10U);
  EXPECT_EQ(tally.answered(), 7U);
}

class TryOftenTest : public testing::Test {
 protected:
  std::uint32_t AttemptsAt(const Destination& where, int most, bool success) {
    Asking asking;
    asking.module = config::LoadModule("", "tcp", Probers());
    asking.where = where;
    asking.timeout = std::chrono::seconds(4);
    asking.most = most;
    asking.is_success = [success](const Observation&) { return success; };
    const auto tally = test::RunCoroutine(io_, TryOften(once_, asking));
    return tally ? tally->attempts() : 0;
  }

  asio::io_context io_{1};
  OneShot once_{io_, [](const std::string&, Family, const auto&) {}};
};

TEST_F(TryOftenTest, WhatIsFineIsAskedEightTimesAndAFailureThree) {
  const test::ClosedTcpPort closed(io_);
  EXPECT_EQ(AttemptsAt(closed.where(), kMostAttempts, true), 8U);
  EXPECT_EQ(AttemptsAt(closed.where(), kMostAttempts, false), 3U);
}

TEST(TimeoutTest, ALongWayHasTheTimeThatItNeeds) {
  using std::chrono::seconds;
  auto module = std::make_shared<Module>();
  module->transport = Transport::kUdp;
  Asking asking;
  asking.module = module;
  asking.timeout = seconds(4);
  Tally tally(Transport::kUdp);
  EXPECT_EQ(TimeoutOf(asking, tally), seconds(4));
  tally.Add(Saw(Reason::kNoAnswer), false);
  EXPECT_EQ(TimeoutOf(asking, tally), seconds(2));
  tally.Add(Saw(Reason::kReply), true);  // after 7 ms
  EXPECT_EQ(TimeoutOf(asking, tally), seconds(1));
  Tally slow(Transport::kUdp);
  Observation late = Saw(Reason::kReply);
  late.duration = std::chrono::milliseconds(600);
  slow.Add(late, true);
  EXPECT_EQ(TimeoutOf(asking, slow), std::chrono::milliseconds(2400));
  late.duration = std::chrono::milliseconds(1600);  // two round trips of 800 ms
  slow = Tally(Transport::kUdp);
  slow.Add(late, true);
  EXPECT_EQ(TimeoutOf(asking, slow), seconds(4));
}

TEST_F(TryOftenTest, NeverMoreOftenThanAllowed) {
  const test::ClosedTcpPort closed(io_);
  EXPECT_EQ(AttemptsAt(closed.where(), 1, true), 1U);
  EXPECT_EQ(AttemptsAt(closed.where(), 2, false), 2U);
}

}  // namespace
}  // namespace reach
