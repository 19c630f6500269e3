#include "exporter/probes/udp/udp_probe.h"

#include <gtest/gtest.h>

#include "exporter/probes/udp/udp_options.h"
#include "tests/support/families.h"
#include "tests/support/test_attempt.h"
#include "tests/support/udp_peer.h"

namespace reach::udp {
namespace {

using test::Datagram;
using test::ObserveAtOnce;
using test::ObserveSilence;
using test::UdpPeer;

class UdpProbeTest : public test::FamilyTest {
 protected:
  std::unique_ptr<Probe> MakeProbe(Options options = {}) {
    Module module;
    module.options = std::make_shared<const Options>(std::move(options));
    return kProbeType.make(module, shard_.context);
  }

  static Options Required() {
    Options options;
    options.reply_required = true;
    return options;
  }

  static Options Expecting(const std::string& bytes) {
    Options options = Required();
    options.expect_bytes = bytes;
    return options;
  }

  UdpPeer PeerSaying(std::vector<Datagram> replies) {
    return UdpPeer(
        shard_.io, [replies](std::string_view) { return replies; }, GetParam());
  }

  test::TestShard shard_;
};
INSTANTIATE_TEST_SUITE_P(Families, UdpProbeTest, test::kBothFamilies, test::FamilyName);

TEST_P(UdpProbeTest, AnyReplyIsOpenWithItsRoundTripTime) {
  const UdpPeer peer = PeerSaying({{"pong"}});
  const Observation seen = ObserveAtOnce(shard_, *MakeProbe(), peer.where());
  EXPECT_EQ(seen.reason, Reason::kReply);
  ASSERT_TRUE(seen.rtt);
  EXPECT_GT(*seen.rtt, Duration::zero());
  EXPECT_LE(*seen.rtt, seen.duration);
  EXPECT_FALSE(seen.icmp);
}

TEST_P(UdpProbeTest, RefusedPortIsReportedAtOnceNotAsTimeout) {
  const test::ClosedUdpPort closed(shard_.io, GetParam());
  const Observation seen = ObserveAtOnce(shard_, *MakeProbe(Required()), closed.where());
  EXPECT_EQ(seen.reason, Reason::kIcmpPortUnreachable);
  EXPECT_EQ(seen.error, ECONNREFUSED);
  ASSERT_TRUE(seen.icmp);
  EXPECT_EQ(seen.icmp->type, GetParam() == Family::kIp4 ? 3 : 1);
  EXPECT_EQ(seen.icmp->code, GetParam() == Family::kIp4 ? 3 : 4);
  EXPECT_EQ(seen.icmp->sender, closed.where().address);
  EXPECT_EQ(seen.icmp->offender, Offender::kTarget);
  EXPECT_FALSE(seen.rtt);
}

TEST_P(UdpProbeTest, SilenceIsFilteredWhenAReplyIsRequired) {
  const test::SilentUdp peer(shard_.io, GetParam());
  const Observation seen = ObserveSilence(shard_, *MakeProbe(Required()), peer.where());
  EXPECT_EQ(seen.reason, Reason::kNoAnswer);
  EXPECT_FALSE(seen.rtt);
}

TEST_P(UdpProbeTest, SilenceIsSilentWhenNoReplyIsRequired) {
  const test::SilentUdp peer(shard_.io, GetParam());
  const Observation seen = ObserveSilence(shard_, *MakeProbe(), peer.where());
  EXPECT_EQ(seen.reason, Reason::kNoReplyRequired);
}

TEST_P(UdpProbeTest, ReplyFromAnotherSourceIsNoReply) {
  const UdpPeer peer = PeerSaying({{"pong", /*wrong_source=*/true}});
  const Observation seen = ObserveSilence(shard_, *MakeProbe(Required()), peer.where());
  EXPECT_EQ(seen.reason, Reason::kNoAnswer);
}

TEST_P(UdpProbeTest, ReplyBehindOneFromAnotherSourceIsTaken) {
  const UdpPeer peer = PeerSaying({{"forged", /*wrong_source=*/true}, {"pong"}});
  const Observation seen = ObserveAtOnce(shard_, *MakeProbe(Expecting("pong")), peer.where());
  EXPECT_EQ(seen.reason, Reason::kReply);
}

TEST_P(UdpProbeTest, EmptyReplyIsAReply) {
  const UdpPeer peer = PeerSaying({{""}});
  const Observation seen = ObserveAtOnce(shard_, *MakeProbe(Required()), peer.where());
  EXPECT_EQ(seen.reason, Reason::kReply);
}

TEST_P(UdpProbeTest, ReplyThatDoesNotMatchIsOpenButIncomplete) {
  const UdpPeer peer = PeerSaying({{"other"}});
  const Observation seen = ObserveSilence(shard_, *MakeProbe(Expecting("pong")), peer.where());
  EXPECT_EQ(seen.reason, Reason::kExpectMismatch);
  EXPECT_TRUE(seen.rtt);
}

TEST_P(UdpProbeTest, MatchBehindAnUnaskedDatagramIsFound) {
  const UdpPeer peer = PeerSaying({{"welcome"}, {"pong 7"}});
  const Observation seen = ObserveAtOnce(shard_, *MakeProbe(Expecting("pong")), peer.where());
  EXPECT_EQ(seen.reason, Reason::kReply);
}

TEST_P(UdpProbeTest, FloodOfMismatchesEndsBeforeTheDeadline) {
  const UdpPeer peer = PeerSaying(std::vector<Datagram>(40, Datagram{"noise"}));
  const Observation seen = ObserveAtOnce(shard_, *MakeProbe(Expecting("pong")), peer.where());
  EXPECT_EQ(seen.reason, Reason::kExpectMismatch);
}

TEST_P(UdpProbeTest, PatternIsFoundAnywhereInBinaryData) {
  Options options = Required();
  options.expect = std::make_shared<const RE2>("\\xff[0-9]+", RE2::Latin1);
  const UdpPeer peer =
      PeerSaying({{std::string("\0\x80\xFF"
                               "42",
                               5)}});
  const Observation seen = ObserveAtOnce(shard_, *MakeProbe(std::move(options)), peer.where());
  EXPECT_EQ(seen.reason, Reason::kReply);
}

TEST_P(UdpProbeTest, PayloadGoesOutAsItIsAndOneZeroByteWithoutAny) {
  const UdpPeer peer = PeerSaying({{"pong"}});
  Options options;
  options.payload = std::string("\xFF\0ping", 6);
  ObserveAtOnce(shard_, *MakeProbe(std::move(options)), peer.where());
  ObserveAtOnce(shard_, *MakeProbe(), peer.where());
  EXPECT_EQ(peer.received(),
            (std::vector<std::string>{std::string("\xFF\0ping", 6), std::string(1, '\0')}));
}

TEST_P(UdpProbeTest, ReplyThatLiesThereAtTheDeadlineIsNotSilence) {
  test::SilentUdp peer(shard_.io, GetParam());
  const auto probe = MakeProbe(Required());
  test::TestAttempt attempt(shard_.io, std::chrono::hours(1));
  attempt.Start(*probe, peer.where());
  shard_.io.poll();
  peer.Receive();
  peer.Answer("pong");
  attempt.Expire();  // before the loop has seen the reply
  EXPECT_EQ(attempt.Finish().reason, Reason::kReply);
}

}  // namespace
}  // namespace reach::udp
