// What nothing outside can tell apart is named as a group, with the view that would settle it.
#include <gtest/gtest.h>

#include <algorithm>

#include "exporter/diagnosis/diagnosis.h"
#include "tests/support/evidence_maker.h"

namespace reach::diagnosis {
namespace {

using enum Cause;

Trace HostAt(Trace trace, std::uint8_t distance) {
  trace.host_distance = distance;
  return trace;
}

Diagnosis Of(std::vector<PortEvidence> ports) { return Diagnose(Target(std::move(ports))).root; }

void ExpectGroup(const Diagnosis& found, const std::vector<Cause>& group) {
  EXPECT_EQ(Name(found.cause), "undecided");
  EXPECT_EQ(found.candidates, group);
  EXPECT_FALSE(found.settle.empty());
}

TEST(UndecidedTest, ARefusalAtTheServersDistance) {
  Sighting refused = Traced(Hops(3, 2, 2), Seen(View::kOutside, Reason::kRst));
  ExpectGroup(Of({TcpPort({refused})}),
              {kServiceDown, kBoundToLoopback, kBoundToLostAddress, kForwardWrongHost,
               kForwardWrongPort, kHostFirewallReject});
  // With CAP_NET_RAW: a firewall's reset does not copy the type of service.
  refused.trace->answer_tos = 0x10;
  ExpectGroup(Of({TcpPort({refused})}), {kServiceDown, kBoundToLoopback, kBoundToLostAddress,
                                         kForwardWrongHost, kForwardWrongPort});
}

TEST(UndecidedTest, ARefusalBesideAPortThatWorks) {
  Sighting refused = Traced(Hops(3, 2, 2), Seen(View::kOutside, Reason::kRst));
  refused.trace->answer_tos = 0x10;
  const PortEvidence open =
      QueryPort({Traced(Hops(3, 2, 2), Works(View::kOutside, Reason::kReply))});
  ExpectGroup(Of({TcpPort({refused}), open}), {kServiceDown, kForwardWrongPort, kBoundToLoopback});
}

TEST(UndecidedTest, ARefusalByTheOwnerOfTheAddress) {
  const Sighting refused = Traced(HostAt(Hops(2, 1), 2), Seen(View::kOutside, Reason::kRst));
  const Diagnosis found = Of({TcpPort({refused})});
  for (const Cause cause : {kNoPortForward, kDdnsStale, kServiceDown}) {
    EXPECT_EQ(std::count(found.candidates.begin(), found.candidates.end(), cause), 1)
        << Name(cause);
  }
  TargetEvidence target = Target({TcpPort({refused})});
  target.wan = Wan(kPublic);
  EXPECT_EQ(Diagnose(target).root.cause, kNoPortForward);
}

TEST(UndecidedTest, ASilenceBehindTheRouter) {
  Sighting silent = Traced(Hops(0, 2, 2), Seen(View::kOutside, Reason::kNoAnswer));
  silent.failed_after = std::chrono::seconds(4);
  const PortEvidence other = QueryPort({silent});
  ExpectGroup(Of({TcpPort({silent}), other}),
              {kHostFirewallDrop, kForwardWrongHost, kSourceBlocked});
}

TEST(UndecidedTest, ASilenceBesideAnAnswerMayBeAFullQueue) {
  const Sighting silent = Traced(Hops(0, 2, 2), Seen(View::kOutside, Reason::kNoAnswer));
  const PortEvidence answers =
      QueryPort({Traced(Hops(3, 2, 2), Works(View::kOutside, Reason::kReply))});
  ExpectGroup(Of({TcpPort({silent}), answers}),
              {kHostFirewallDrop, kForwardWrongHost, kSourceBlocked, kAcceptQueueFull});
}

TEST(UndecidedTest, ASilenceAtTheRouterOrJustBefore) {
  const Sighting silent = Traced(Hops(0, 1), Seen(View::kOutside, Reason::kNoAnswer));
  const PortEvidence open =
      QueryPort({Traced(Hops(3, 2, 2), Works(View::kOutside, Reason::kReply))});
  ExpectGroup(Of({TcpPort({silent}), open}), {kNoPortForward, kIspBlock});
}

TEST(UndecidedTest, SilenceOfTheWholeAddressMayBeAnOldAddressOrCgnat) {
  const Diagnosis found = Of({TcpPort({Seen(View::kOutside, Reason::kNoAnswer)})});
  for (const Cause cause : {kDdnsStale, kCgnat, kNoPortForward, kIspBlock, kHostFirewallDrop}) {
    EXPECT_EQ(std::count(found.candidates.begin(), found.candidates.end(), cause), 1)
        << Name(cause);
  }
  TargetEvidence known = Target({TcpPort({Seen(View::kOutside, Reason::kNoAnswer)})});
  known.wan = Wan(kPublic);
  const Diagnosis ours = Diagnose(known).root;
  EXPECT_EQ(std::count(ours.candidates.begin(), ours.candidates.end(), kDdnsStale), 0);
  EXPECT_EQ(std::count(ours.candidates.begin(), ours.candidates.end(), kCgnat), 0);
}

TEST(UndecidedTest, HostUnreachableFromOutside) {
  ExpectGroup(Of({TcpPort({Seen(View::kOutside, Reason::kIcmpHostUnreachable)})}),
              {kForwardWrongHost, kHostDown});
}

TEST(UndecidedTest, ASilenceBesideALimitedIcmpErrorIsTheSameFault) {
  const PortEvidence said = TcpPort({Seen(View::kOutside, Reason::kIcmpHostUnreachable)});
  const PortEvidence silent = QueryPort({Seen(View::kOutside, Reason::kNoAnswer)});
  ExpectGroup(Diagnose(Target({silent, said})).checks.front(), {kForwardWrongHost, kHostDown});
}

TEST(UndecidedTest, TheHairpinAloneSaysNothingOfTheInternet) {
  const Diagnosis found =
      Of({TcpPort({Works(View::kLan), Seen(View::kHairpin, Reason::kNoAnswer)})});
  EXPECT_EQ(found.cause, kUndecided);
  EXPECT_EQ(found.candidates.front(), kNoHairpin);
  EXPECT_NE(std::find(found.candidates.begin(), found.candidates.end(), kNoPortForward),
            found.candidates.end());
  EXPECT_NE(found.settle.find("internet"), std::string::npos);
}

TEST(UndecidedTest, AcceptedAndClosedAsSeenFromOutside) {
  ExpectGroup(Of({TcpPort({Seen(View::kOutside, Reason::kClosedEarly)})}),
              {kProxyBackendDown, kClosedEarly, kSourceBlocked});
}

TEST(UndecidedTest, TheLanCannotTellLoopbackFromAFirewallsReset) {
  ExpectGroup(Of({TcpPort({Works(View::kLoopback), Seen(View::kLan, Reason::kRst)})}),
              {kBoundToLoopback, kHostFirewallReject});
}

TEST(UndecidedTest, OnlyInsideEverythingLooksHealthyAndIsNotCalledProved) {
  const Diagnosis found = Of({TcpPort({Works(View::kLoopback), Works(View::kLan)})});
  EXPECT_EQ(found.cause, kHealthy);
  EXPECT_EQ(found.confidence, Confidence::kLikely);
  EXPECT_FALSE(found.settle.empty());
}

TEST(UndecidedTest, NothingProbedYet) {
  ExpectGroup(Of({TcpPort({Seen(View::kOutside, Reason::kNotProbed)})}), {kHealthy, kServiceDown});
}

}  // namespace
}  // namespace reach::diagnosis
