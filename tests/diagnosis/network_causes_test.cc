// The causes between the server and its players, each from evidence as its views give it.
#include <gtest/gtest.h>

#include "exporter/diagnosis/diagnosis.h"
#include "tests/support/evidence_maker.h"

namespace reach::diagnosis {
namespace {

using host::BindScope;

const Address kIspHop = *Address::Parse("203.0.113.1");
const Address kIp6 = *Address::Parse("2001:db8::20");
// Vantage, provider, router, server: the router is hop 2, the server hop 3.
const Trace kForwarded = Hops(3, 2, 2);

TargetEvidence Inside(PortEvidence port) {
  TargetEvidence target = Target({std::move(port)});
  target.wan = Wan(kPublic);
  return target;
}

void ExpectCause(const TargetEvidence& target, Cause cause, Confidence confidence) {
  const Diagnosis found = Diagnose(target).checks.front();
  EXPECT_EQ(Name(found.cause), Name(cause));
  EXPECT_EQ(Name(found.confidence), Name(confidence));
}

TEST(NetworkCausesTest, TheProberItselfIsOffline) {
  TargetEvidence target =
      Target({TcpPort({From("local", Seen(View::kOutside, Reason::kNoAnswer))})});
  target.internet_online = false;
  ExpectCause(target, Cause::kProberOffline, Confidence::kProved);
  target.internet_online = true;
  EXPECT_NE(Diagnose(target).root.cause, Cause::kProberOffline);
}

TEST(NetworkCausesTest, TheHostStillSaysWhatItSeesWhileTheProberIsOffline) {
  PortEvidence port =
      TcpPort({Seen(View::kLoopback, Reason::kRst), Seen(View::kOutside, Reason::kProberOffline)});
  port.listeners = Bound(BindScope::kNone);
  ExpectCause(Target({port}), Cause::kServiceDown, Confidence::kProved);
}

TEST(NetworkCausesTest, TheHostsFirewallRejects) {
  PortEvidence port = TcpPort({Works(View::kLoopback), Seen(View::kLan, Reason::kRst)});
  port.listeners = Bound(BindScope::kDual);
  ExpectCause(Target({port}), Cause::kHostFirewallReject, Confidence::kProved);
  ExpectCause(Target({TcpPort({SaidBy(kLan, Offender::kTarget,
                                      Seen(View::kLan, Reason::kIcmpPortUnreachable))})}),
              Cause::kHostFirewallReject, Confidence::kProved);
}

TEST(NetworkCausesTest, TheHostsFirewallDrops) {
  PortEvidence port = TcpPort({Works(View::kOwnAddress), Seen(View::kLan, Reason::kNoAnswer),
                               Seen(View::kOutside, Reason::kNoAnswer)});
  ExpectCause(Target({port}), Cause::kHostFirewallDrop, Confidence::kProved);
}

TEST(NetworkCausesTest, TheServiceHasNoEndpoints) {
  TargetEvidence target =
      Target({TcpPort({Works(View::kOwnAddress), Seen(View::kLan, Reason::kIcmpPortUnreachable)})});
  target.kubernetes = true;
  ExpectCause(target, Cause::kKubernetesNoEndpoints, Confidence::kLikely);
  // A closed TCP port would reset, and on UDP the same rule looks like a closed port.
  PortEvidence query = QueryPort({Seen(View::kOwnAddress, Reason::kIcmpPortUnreachable)});
  query.listeners = host::PortListeners{};
  PortEvidence tcp = TcpPort({Seen(View::kOwnAddress, Reason::kIcmpPortUnreachable)});
  tcp.listeners = host::PortListeners{};
  target.ports = {query, tcp};
  ExpectCause(target, Cause::kKubernetesNoEndpoints, Confidence::kLikely);
}

TEST(NetworkCausesTest, TheMachineIsOff) {
  ExpectCause(Target({TcpPort({Seen(View::kLan, Reason::kNoNeighbour)})}), Cause::kHostDown,
              Confidence::kProved);
}

TEST(NetworkCausesTest, TheRouterRefusesAtItsOwnHop) {
  PortEvidence closed =
      TcpPort({Works(View::kLan), Traced(Hops(2, 1), Seen(View::kOutside, Reason::kRst))});
  const PortEvidence open = QueryPort({Traced(kForwarded, Works(View::kOutside, Reason::kReply))});
  TargetEvidence target = Target({closed, open});
  ExpectCause(target, Cause::kNoPortForward, Confidence::kLikely);
  target.wan = Wan(kPublic);
  ExpectCause(target, Cause::kNoPortForward, Confidence::kProved);
}

TEST(NetworkCausesTest, TheForwardIsSwitchedOff) {
  PortEvidence port = TcpPort({Works(View::kLan), Seen(View::kOutside, Reason::kNoAnswer)});
  port.mapping = Mapping(kLan, 28016);
  port.mapping->enabled = false;
  ExpectCause(Inside(port), Cause::kNoPortForward, Confidence::kProved);
}

TEST(NetworkCausesTest, TheForwardLeadsToAnotherPort) {
  PortEvidence port = TcpPort({Works(View::kLan), Seen(View::kOutside, Reason::kRst)});
  port.mapping = Mapping(kLan, 28061);
  ExpectCause(Inside(port), Cause::kForwardWrongPort, Confidence::kProved);
  port.mapping.reset();
  port.counters = host::CounterDeltas{};
  port.counters->resets_sent = 3;
  ExpectCause(Inside(port), Cause::kForwardWrongPort, Confidence::kLikely);
  port.arrival = Arrival{"fra1", true, true};
  ExpectCause(Inside(port), Cause::kForwardWrongPort, Confidence::kProved);
}

TEST(NetworkCausesTest, TheForwardLeadsToAnotherMachine) {
  PortEvidence port = TcpPort({Works(View::kLan), Seen(View::kOutside, Reason::kNoAnswer)});
  port.mapping = Mapping(*Address::Parse("192.168.1.99"), 28016);
  ExpectCause(Inside(port), Cause::kForwardWrongHost, Confidence::kProved);
}

TEST(NetworkCausesTest, TheForwardLeadsToAMachineThatIsAbsent) {
  const PortEvidence port =
      TcpPort({Works(View::kLan), SaidBy(kPublic, Offender::kTarget,
                                         Seen(View::kOutside, Reason::kIcmpHostUnreachable))});
  ExpectCause(Inside(port), Cause::kForwardWrongHost, Confidence::kProved);
  ExpectCause(Target({port}), Cause::kForwardWrongHost, Confidence::kLikely);
}

TEST(NetworkCausesTest, SomebodyBehindTheRouterRefusesAndItIsNotTheServer) {
  PortEvidence port =
      TcpPort({Works(View::kLan), Traced(kForwarded, Seen(View::kOutside, Reason::kRst))});
  port.counters = host::CounterDeltas{};
  ExpectCause(Inside(port), Cause::kForwardWrongHost, Confidence::kProved);
}

TEST(NetworkCausesTest, TheProviderBlocksThePort) {
  const Sighting silent = Seen(View::kOutside, Reason::kNoAnswer);
  PortEvidence port = TcpPort({Works(View::kLan), silent, From("nyc1", silent)});
  port.mapping = Mapping(kLan, 28016);
  ExpectCause(Inside(port), Cause::kIspBlock, Confidence::kLikely);
  port.arrival = Arrival{"fra1", false, true};
  ExpectCause(Inside(port), Cause::kIspBlock, Confidence::kProved);
}

TEST(NetworkCausesTest, ARouterOnTheWayHasNoRoute) {
  const Sighting said =
      SaidBy(kIspHop, Offender::kOther, Seen(View::kOutside, Reason::kIcmpNetUnreachable));
  ExpectCause(Target({TcpPort({said})}), Cause::kNoRoute, Confidence::kLikely);
  ExpectCause(Target({TcpPort({said, From("nyc1", said)})}), Cause::kNoRoute, Confidence::kProved);
}

TEST(NetworkCausesTest, AMiddleboxRefusesBeforeTheRouter) {
  const PortEvidence open = QueryPort({Traced(kForwarded, Works(View::kOutside, Reason::kReply))});
  const PortEvidence refused =
      TcpPort({Works(View::kLan), Traced(Hops(1, 0), Seen(View::kOutside, Reason::kRst))});
  TargetEvidence target = Target({refused, open});
  ExpectCause(target, Cause::kMiddleboxReset, Confidence::kLikely);
  target.wan = Wan(kPublic);
  ExpectCause(target, Cause::kMiddleboxReset, Confidence::kProved);
}

TEST(NetworkCausesTest, ARefusalThatHasPassedFewerRoutersIsAMiddleboxs) {
  Sighting refused = Traced(Trace(), Seen(View::kOutside, Reason::kRst));
  const auto cause = [&refused](std::uint8_t answer, std::uint8_t host) {
    refused.trace->answer_ttl = answer;
    refused.trace->host_ttl = host;
    return Diagnose(Target({TcpPort({Works(View::kLan), refused})})).root;
  };
  EXPECT_EQ(cause(64, 61).cause, Cause::kMiddleboxReset);
  EXPECT_EQ(cause(250, 110).cause, Cause::kMiddleboxReset);  // 5 routers, and 18
  EXPECT_EQ(cause(64, 61).confidence, Confidence::kLikely);
  // The router is one hop nearer than its server, and each may begin with a TTL of its own.
  EXPECT_NE(cause(62, 61).cause, Cause::kMiddleboxReset);
  EXPECT_NE(cause(125, 61).cause, Cause::kMiddleboxReset);
  EXPECT_NE(cause(58, 61).cause, Cause::kMiddleboxReset);
  // The hops of the trace know better.
  refused.trace->answered_at = 3;
  refused.trace->forwarder = 2;
  EXPECT_NE(cause(64, 61).cause, Cause::kMiddleboxReset);
}

TEST(NetworkCausesTest, OnlyTheRoutersOwnNetworkCannotUseThePublicAddress) {
  const PortEvidence port =
      TcpPort({Seen(View::kHairpin, Reason::kNoAnswer), Works(View::kOutside)});
  ExpectCause(Target({port}), Cause::kNoHairpin, Confidence::kProved);
}

TEST(NetworkCausesTest, OneNetworkIsBlocked) {
  const PortEvidence port =
      TcpPort({Works(View::kOutside), From("nyc1", Seen(View::kOutside, Reason::kNoAnswer))});
  ExpectCause(Target({port}), Cause::kSourceBlocked, Confidence::kLikely);
  const PortEvidence query = QueryPort({From("nyc1", Works(View::kOutside, Reason::kReply))});
  ExpectCause(Target({port, query}), Cause::kSourceBlocked, Confidence::kProved);
  // Its line loses packets: all of this port may have been among them.
  const Sighting lossy = Lossy(12, 8, 0, Works(View::kOutside, Reason::kReply));
  ExpectCause(Target({port, QueryPort({From("nyc1", lossy)})}), Cause::kSourceBlocked,
              Confidence::kLikely);
}

// Two vantages that look at one server: one was a moment earlier, or does no more than connect.
TEST(NetworkCausesTest, WhoIsLetInIsNotBlocked) {
  const PortEvidence query = QueryPort({From("nyc1", Works(View::kOutside, Reason::kReply))});
  for (const Reason reason :
       {Reason::kResetAfterOpen, Reason::kClosedEarly, Reason::kExpectTimeout}) {
    const PortEvidence port =
        TcpPort({Works(View::kOutside), From("nyc1", Seen(View::kOutside, reason))});
    EXPECT_NE(Diagnose(Target({port, query})).root.cause, Cause::kSourceBlocked);
  }
}

TEST(NetworkCausesTest, SynsThatAreSentAgainAreLossAndNoFirewall) {
  const Sighting lossy = Lossy(12, 12, 5, Works(View::kOutside));
  ExpectCause(Target({TcpPort({lossy})}), Cause::kPacketLoss, Confidence::kLikely);
  ExpectCause(Target({TcpPort({lossy, From("nyc1", lossy)})}), Cause::kPacketLoss,
              Confidence::kProved);
  ExpectCause(Target({TcpPort({Lossy(12, 11, 3, Seen(View::kOutside, Reason::kNoAnswer))})}),
              Cause::kPacketLoss, Confidence::kLikely);
  ExpectCause(Target({TcpPort({Lossy(12, 12, 0, Works(View::kOutside))})}), Cause::kHealthy,
              Confidence::kLikely);
}

TEST(NetworkCausesTest, ASynThatIsSentAgainOnALongWayIsNoLoss) {
  Sighting slow = Lossy(12, 12, 12, Works(View::kOutside));
  EXPECT_NE(Diagnose(Target({TcpPort({slow})})).root.cause, Cause::kPacketLoss);
  slow = Lossy(12, 12, 2, Works(View::kOutside));
  slow.rtt = std::chrono::milliseconds(810);
  ExpectCause(Target({TcpPort({slow})}), Cause::kHighLatency, Confidence::kLikely);
  slow.answered = 9;  // the others got nothing at all
  ExpectCause(Target({TcpPort({slow})}), Cause::kPacketLoss, Confidence::kLikely);
}

TEST(NetworkCausesTest, TheWayIsSlow) {
  Sighting slow = Works(View::kOutside);
  slow.rtt = std::chrono::milliseconds(420);
  ExpectCause(Target({TcpPort({slow})}), Cause::kHighLatency, Confidence::kLikely);
  ExpectCause(Target({TcpPort({slow, From("nyc1", slow)})}), Cause::kHighLatency,
              Confidence::kProved);
}

TEST(NetworkCausesTest, OnlyIpv6IsBroken) {
  const Sighting four = Works(View::kOutside);
  const Sighting six = At(kIp6, Seen(View::kOutside, Reason::kNoAnswer));
  ExpectCause(Target({TcpPort({four, six})}), Cause::kIpv6Broken, Confidence::kLikely);
  ExpectCause(Target({TcpPort({four, six, From("nyc1", four), From("nyc1", six)})}),
              Cause::kIpv6Broken, Confidence::kProved);
}

TEST(NetworkCausesTest, TheNamesIpv6AddressIsOfAnotherNetworkThanTheServer) {
  const Address own = *Address::Parse("2a05:5:10::20");
  const Address other = *Address::Parse("2a05:5:66::66");
  const Sighting served = At(own, Works(View::kOwnAddress));
  const Sighting six = At(other, Seen(View::kOutside, Reason::kRst));
  const Sighting four = Works(View::kHairpin);
  ExpectCause(Target({TcpPort({four, served, six})}), Cause::kIpv6Broken, Confidence::kLikely);
  ExpectCause(Target({TcpPort({served, six})}), Cause::kDdnsStale, Confidence::kLikely);
  // Of its own network: the address is right.
  const Sighting near = At(*Address::Parse("2a05:5:10::99"), six);
  EXPECT_NE(Diagnose(Target({TcpPort({four, served, near})})).root.cause, Cause::kIpv6Broken);
  // Without a public address of the server there is nothing to compare.
  const Sighting local = At(*Address::Parse("fd00::20"), Works(View::kOwnAddress));
  EXPECT_NE(Diagnose(Target({TcpPort({four, local, six})})).root.cause, Cause::kIpv6Broken);
}

TEST(NetworkCausesTest, RconIsOpenToTheInternet) {
  PortEvidence port = TcpPort({Works(View::kLan), Seen(View::kOutside, Reason::kSynAck)});
  port.internal = true;
  ExpectCause(Target({port}), Cause::kRconExposed, Confidence::kProved);
}

TEST(NetworkCausesTest, TheGameIsReachedAndItsQueryPortIsNot) {
  PortEvidence query = QueryPort({Seen(View::kOutside, Reason::kNoAnswer)});
  PortEvidence game = GamePort({Works(View::kOutside, Reason::kNoReplyRequired)});
  game.arrival = Arrival{"fra1", true, true};
  ExpectCause(Target({query, game}), Cause::kQueryPortOnly, Confidence::kLikely);
  query.arrival = Arrival{"fra1", false, true};
  ExpectCause(Target({query, game}), Cause::kQueryPortOnly, Confidence::kLikely);
  query.arrival->arrived = true;
  EXPECT_NE(Diagnose(Target({query, game})).root.cause, Cause::kQueryPortOnly);
}

TEST(NetworkCausesTest, AFilterAnswersForAServerThatIsSilent) {
  Sighting reply = Works(View::kOutside, Reason::kReply);
  reply.rtt = std::chrono::milliseconds(4);
  PortEvidence query = QueryPort({Seen(View::kLoopback, Reason::kNoAnswer), reply});
  ExpectCause(Target({query}), Cause::kAnsweredByFilter, Confidence::kLikely);
  query.path_rtt = std::chrono::milliseconds(40);
  ExpectCause(Target({query}), Cause::kAnsweredByFilter, Confidence::kProved);
}

}  // namespace
}  // namespace reach::diagnosis
