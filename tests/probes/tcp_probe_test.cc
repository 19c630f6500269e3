#include "exporter/probes/tcp/tcp_probe.h"

#include <gtest/gtest.h>

#include "exporter/net/tcp_connect.h"
#include "exporter/probes/tcp/tcp_options.h"
#include "tests/support/families.h"
#include "tests/support/loopback.h"
#include "tests/support/run_coroutine.h"
#include "tests/support/tcp_peer.h"
#include "tests/support/test_attempt.h"

namespace reach {
namespace {

using test::TcpPeer;

std::unique_ptr<Probe> Make(test::TestShard& shard, tcp::Options options = {}) {
  Module module;
  module.options = std::make_shared<const tcp::Options>(std::move(options));
  return tcp::kProbeType.make(module, shard.context);
}

tcp::Options Expecting(const std::string& pattern) {
  tcp::Options options;
  options.steps.push_back(
      {.expect = std::make_shared<const RE2>(pattern), .expect_bytes = {}, .send = {}});
  return options;
}

class TcpProbeTest : public test::FamilyTest {
 protected:
  Observation Observe(Destination where, tcp::Options options = {}) {
    const auto probe = Make(shard_, std::move(options));
    return test::ObserveAtOnce(shard_, *probe, where);
  }
  Observation ObserveTimeout(Destination where, tcp::Options options = {}) {
    const auto probe = Make(shard_, std::move(options));
    return test::ObserveSilence(shard_, *probe, where);
  }

  test::TestShard shard_;
};
INSTANTIATE_TEST_SUITE_P(Families, TcpProbeTest, test::kBothFamilies, test::FamilyName);

TEST_P(TcpProbeTest, OpenPortIsOpenWithTheKernelsRoundTripTime) {
  TcpPeer peer(shard_.io, {}, GetParam());
  const Observation seen = Observe(peer.where());
  EXPECT_EQ(seen.reason, Reason::kSynAck);
  ASSERT_TRUE(seen.rtt);
  EXPECT_GT(*seen.rtt, Duration::zero());
  EXPECT_LE(*seen.rtt, seen.duration + std::chrono::milliseconds(1));
}

TEST_P(TcpProbeTest, RefusedPortIsReportedAtOnceNotAsTimeout) {
  const test::ClosedTcpPort port(shard_.io, GetParam());
  const Observation seen = Observe(port.where());
  EXPECT_EQ(seen.reason, Reason::kRst);
  EXPECT_EQ(seen.error, ECONNREFUSED);
  EXPECT_FALSE(seen.rtt);
  EXPECT_FALSE(seen.icmp);
}

TEST_P(TcpProbeTest, FullAcceptQueueIsFilteredAtTheDeadline) {
  const test::SilentTcp peer(shard_.io, GetParam());
  const Observation seen = ObserveTimeout(peer.where());
  EXPECT_EQ(seen.reason, Reason::kNoAnswer);
  EXPECT_FALSE(seen.rtt);
}

TEST_P(TcpProbeTest, BannerMayComeInPieces) {
  TcpPeer peer(shard_.io, TcpPeer::Segments({"SSH", "-2.0-Test", "\r\n"}), GetParam());
  EXPECT_EQ(Observe(peer.where(), Expecting("^SSH-2.0-Test$")).reason, Reason::kReply);
}

TEST_P(TcpProbeTest, SlowServerIsWaitedFor) {
  TcpPeer peer(shard_.io, {TcpPeer::Pause(std::chrono::milliseconds(50)), TcpPeer::Send("ready\n")},
               GetParam());
  EXPECT_EQ(Observe(peer.where(), Expecting("^ready$")).reason, Reason::kReply);
}

TEST_P(TcpProbeTest, QuestionIsAskedAndTheAnswerChecked) {
  tcp::Options options = Expecting("^PONG$");
  options.steps.insert(options.steps.begin(),
                       tcp::Step{.expect = nullptr, .expect_bytes = {}, .send = "PING\n"});
  TcpPeer peer(shard_.io, {TcpPeer::Expect("PING\n"), TcpPeer::Send("PONG\r\n")}, GetParam());
  EXPECT_EQ(Observe(peer.where(), options).reason, Reason::kReply);
}

TEST_P(TcpProbeTest, AcceptedAndClosedIsOpenButClosedEarly) {
  TcpPeer peer(shard_.io, {TcpPeer::Close()}, GetParam());
  const Observation seen = Observe(peer.where(), Expecting("x"));
  EXPECT_EQ(seen.reason, Reason::kClosedEarly);
  EXPECT_EQ(seen.state(), State::kOpen);
  EXPECT_FALSE(RowOf(seen.reason).complete);
}

TEST_P(TcpProbeTest, AcceptedAndResetIsOpenButReset) {
  TcpPeer peer(shard_.io, {TcpPeer::Reset()}, GetParam());
  EXPECT_EQ(Observe(peer.where(), Expecting("x")).reason, Reason::kResetAfterOpen);
}

TEST_P(TcpProbeTest, HoldSeesThatThePeerHangsUp) {
  tcp::Options options;
  options.hold = std::chrono::seconds(30);
  TcpPeer peer(shard_.io, {TcpPeer::Close()}, GetParam());
  EXPECT_EQ(Observe(peer.where(), options).reason, Reason::kClosedEarly);
}

TEST_P(TcpProbeTest, HoldEndsByItselfOnAConnectionThatStays) {
  tcp::Options options;
  options.hold = std::chrono::milliseconds(20);
  TcpPeer peer(shard_.io, {}, GetParam());
  EXPECT_EQ(Observe(peer.where(), options).reason, Reason::kSynAck);
}

TEST_P(TcpProbeTest, AcceptedAndSilentIsOpenWithoutTheExpectedAnswer) {
  TcpPeer peer(shard_.io, {}, GetParam());
  const Observation seen = ObserveTimeout(peer.where(), Expecting("x"));
  EXPECT_EQ(seen.reason, Reason::kExpectTimeout);
  EXPECT_EQ(seen.state(), State::kOpen);
  EXPECT_TRUE(seen.rtt);
}

// As on a host that is too busy to say a word in time.
TEST_P(TcpProbeTest, HandshakeAtTheDeadlineIsNotTheExpectedAnswer) {
  TcpPeer peer(shard_.io, {}, GetParam());
  const auto probe = Make(shard_, Expecting("x"));
  test::TestAttempt attempt(shard_.io, std::chrono::hours(1));
  attempt.Start(*probe, peer.where());
  shard_.io.poll_one();  // the coroutine begins
  shard_.io.poll_one();  // it connects; the kernel shakes hands at once
  attempt.Expire();      // before the loop has seen the handshake
  const Observation seen = attempt.Finish();
  EXPECT_EQ(seen.reason, Reason::kExpectTimeout);
  EXPECT_TRUE(seen.rtt);
}

TEST_P(TcpProbeTest, OtherBannerIsAMismatchOnceThePeerIsDone) {
  TcpPeer peer(shard_.io, {TcpPeer::Send("HTTP/1.1 400\r\n"), TcpPeer::Close()}, GetParam());
  EXPECT_EQ(Observe(peer.where(), Expecting("^SSH")).reason, Reason::kExpectMismatch);
}

TEST_P(TcpProbeTest, PoliteCloseIsAnEndAndResetIsAReset) {
  for (const auto mode : {tcp::CloseMode::kFin, tcp::CloseMode::kReset}) {
    tcp::Options options;
    options.close = mode;
    TcpPeer peer(shard_.io, {}, GetParam());
    EXPECT_EQ(Observe(peer.where(), options).reason, Reason::kSynAck);
    // A socket that was reset is used again, one that was closed politely is gone.
    EXPECT_EQ(shard_.tcp_sockets.idle(), mode == tcp::CloseMode::kReset ? 1U : 0U);
  }
}

TEST_P(TcpProbeTest, SocketUsedAgainNeverRemembersItsFormerAttempt) {
  TcpPeer open(shard_.io, {}, GetParam());
  const test::ClosedTcpPort closed(shard_.io, GetParam());
  const test::SilentTcp silent(shard_.io, GetParam());
  tcp::Options options;
  options.close = tcp::CloseMode::kReset;
  for (int round = 0; round < 20; ++round) {
    EXPECT_EQ(Observe(closed.where(), options).reason, Reason::kRst);
    EXPECT_EQ(Observe(open.where(), options).reason, Reason::kSynAck);
    if (round % 5 == 0) {
      EXPECT_EQ(ObserveTimeout(silent.where(), options).reason, Reason::kNoAnswer);
    }
  }
  EXPECT_EQ(shard_.tcp_sockets.idle(), 1U);
}

TEST_P(TcpProbeTest, ConnectionToItselfIsARefusalAndNotAnOpenPort) {
  // The kernel gives a connecting socket the very port that it connects to now and then; a socket
  // that is bound to it makes this certain.
  TcpSocket probe(shard_.io);
  probe.open(GetParam() == Family::kIp6 ? asio::ip::tcp::v6() : asio::ip::tcp::v4());
  probe.bind({ToAsio(test::Loopback(GetParam())), 0});
  const auto self = test::DestinationOf(probe);
  const auto handshake = test::RunCoroutine(shard_.io, ConnectTcp(probe, self.address, self.port));
  ASSERT_TRUE(handshake);
  EXPECT_TRUE(handshake->self_connect);
}

}  // namespace
}  // namespace reach
