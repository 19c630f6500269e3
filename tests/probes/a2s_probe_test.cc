#include "exporter/probes/a2s/a2s_probe.h"

#include <gtest/gtest.h>

#include "tests/support/a2s_peer.h"
#include "tests/support/families.h"
#include "tests/support/test_attempt.h"

namespace reach::a2s {
namespace {

using test::A2sBehaviour;
using test::A2sPeer;
using test::ObserveAtOnce;
using test::ObserveSilence;

class A2sProbeTest : public test::FamilyTest {
 protected:
  Observation Observe(const A2sPeer& peer) { return ObserveAtOnce(shard_, *probe_, peer.where()); }

  A2sPeer PeerWith(A2sBehaviour behaviour) {
    return A2sPeer(shard_.io, std::move(behaviour), GetParam());
  }

  test::TestShard shard_;
  std::unique_ptr<Probe> probe_ = kProbeType.make(Module{}, shard_.context);
};
INSTANTIATE_TEST_SUITE_P(Families, A2sProbeTest, test::kBothFamilies, test::FamilyName);

TEST_P(A2sProbeTest, ChallengeIsAnsweredAndTheReplyIsOpen) {
  const A2sPeer peer = PeerWith({});
  const Observation seen = Observe(peer);
  EXPECT_EQ(seen.reason, Reason::kReply);
  ASSERT_EQ(peer.received().size(), 2U);
  EXPECT_EQ(peer.received()[0].size(), 25U);
  EXPECT_EQ(peer.received()[1].size(), 29U);
  ASSERT_TRUE(seen.rtt);
  EXPECT_GT(*seen.rtt, Duration::zero());
  EXPECT_LT(*seen.rtt, seen.duration);
  EXPECT_TRUE(seen.facts);
}

TEST_P(A2sProbeTest, ServerWithoutChallengeIsOpen) {
  const A2sPeer peer = PeerWith({.challenge = false});
  EXPECT_EQ(Observe(peer).reason, Reason::kReply);
  EXPECT_EQ(peer.received().size(), 1U);
}

TEST_P(A2sProbeTest, SplitReplyInReverseOrderIsOpen) {
  const Observation seen = Observe(PeerWith({.split_in_reverse = true}));
  EXPECT_EQ(seen.reason, Reason::kReply);
  EXPECT_TRUE(seen.facts);
}

TEST_P(A2sProbeTest, RustTagsWinOverTheFieldsThatWrap) {
  const Observation seen = Observe(PeerWith({}));
  ASSERT_TRUE(seen.facts);
  EXPECT_EQ(seen.facts->numbers[0].first->name, "game_players");
  EXPECT_EQ(seen.facts->numbers[0].second, 296);
  EXPECT_EQ(seen.facts->numbers[1].first->name, "game_players_max");
  EXPECT_EQ(seen.facts->numbers[1].second, 300);
}

TEST_P(A2sProbeTest, UnsplitReplyOf60KilobytesIsRead) {
  A2sBehaviour behaviour;
  behaviour.info.keywords = std::string(60000, 'x') + ",cp7";
  const Observation seen = Observe(PeerWith(behaviour));
  EXPECT_EQ(seen.reason, Reason::kReply);
  ASSERT_TRUE(seen.facts);
  EXPECT_EQ(seen.facts->numbers[0].second, 7);
}

TEST_P(A2sProbeTest, ForgedReplyFromAnotherSourceIsIgnored) {
  EXPECT_EQ(Observe(PeerWith({.wrong_source = true})).reason, Reason::kReply);
}

TEST_P(A2sProbeTest, GarbageIsABadReply) {
  EXPECT_EQ(Observe(PeerWith({.garbage = "SSH-2.0-OpenSSH_9.2"})).reason, Reason::kBadReply);
}

TEST_P(A2sProbeTest, OldGoldSrcReplyIsABadReply) {
  EXPECT_EQ(Observe(PeerWith({.garbage = "\xFF\xFF\xFF\xFFmname"})).reason, Reason::kBadReply);
}

TEST_P(A2sProbeTest, EndlessChallengesEndAfterThreeAnswers) {
  const A2sPeer peer = PeerWith({.endless_challenges = true});
  const Observation seen = Observe(peer);
  EXPECT_EQ(seen.reason, Reason::kChallengeLoop);
  EXPECT_EQ(seen.state(), State::kOpen);
  EXPECT_EQ(peer.received().size(), 4U);
}

TEST_P(A2sProbeTest, RefusedPortIsReportedAtOnceNotAsTimeout) {
  const test::ClosedUdpPort closed(shard_.io, GetParam());
  const Observation seen = ObserveAtOnce(shard_, *probe_, closed.where());
  EXPECT_EQ(seen.reason, Reason::kIcmpPortUnreachable);
  EXPECT_TRUE(seen.icmp);
}

TEST_P(A2sProbeTest, SilenceIsNoAnswer) {
  const test::SilentUdp peer(shard_.io, GetParam());
  EXPECT_EQ(ObserveSilence(shard_, *probe_, peer.where()).reason, Reason::kNoAnswer);
}

TEST_P(A2sProbeTest, HalfOfASplitReplyIsOpenButIncomplete) {
  const A2sPeer peer = PeerWith({.only_half_of_split = true});
  const Observation seen = ObserveSilence(shard_, *probe_, peer.where());
  EXPECT_EQ(seen.reason, Reason::kExpectTimeout);
  EXPECT_EQ(seen.state(), State::kOpen);
  EXPECT_FALSE(seen.facts);
}

TEST_P(A2sProbeTest, ReplyThatLiesThereAtTheDeadlineIsNotSilence) {
  test::SilentUdp peer(shard_.io, GetParam());
  test::TestAttempt attempt(shard_.io, std::chrono::hours(1));
  attempt.Start(*probe_, peer.where());
  shard_.io.poll();
  peer.Receive();
  peer.Answer(test::InfoReply({}));
  attempt.Expire();  // before the loop has seen the reply
  EXPECT_EQ(attempt.Finish().reason, Reason::kReply);
}

// The cancellation cannot reach the second request's wait: it has to be noticed before.
TEST_P(A2sProbeTest, ChallengeThatLiesThereAtTheDeadlineEndsTheAttempt) {
  test::SilentUdp peer(shard_.io, GetParam());
  test::TestAttempt attempt(shard_.io, std::chrono::hours(1));
  attempt.Start(*probe_, peer.where());
  shard_.io.poll();
  peer.Receive();
  peer.Answer(test::ChallengeReply("abcd"));
  attempt.Expire();
  EXPECT_EQ(attempt.Finish().reason, Reason::kExpectTimeout);
}

}  // namespace
}  // namespace reach::a2s
