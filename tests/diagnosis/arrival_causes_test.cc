// What packets of a vantage say that were looked for on the server's host.
#include <gtest/gtest.h>

#include "exporter/diagnosis/diagnosis.h"
#include "tests/support/evidence_maker.h"

namespace reach::diagnosis {
namespace {

// The host itself is served; somebody outside is not.
TargetEvidence Failing(Reason reason, Arrival arrival, const Trace& trace = {}) {
  PortEvidence port =
      TcpPort({Works(View::kOwnAddress), Traced(trace, Seen(View::kOutside, reason)),
               From("nyc1", Traced(trace, Seen(View::kOutside, reason)))});
  port.listeners = Bound(host::BindScope::kDual, Transport::kTcp, 28016);
  port.arrival = std::move(arrival);
  TargetEvidence target = Target({port});
  target.wan = Wan(kPublic);
  return target;
}

const Arrival kCame{"fra1", true, true};
const Arrival kDidNotCome{"fra1", false, true};

TEST(ArrivalCausesTest, WhatArrivesAndIsRefusedIsTheHostsFirewall) {
  for (const Reason reason : {Reason::kRst, Reason::kIcmpAdminProhibited}) {
    const Diagnosis found = Diagnose(Failing(reason, kCame)).root;
    EXPECT_EQ(Name(found.cause), "host_firewall_reject");
    EXPECT_EQ(found.confidence, Confidence::kProved);
  }
}

TEST(ArrivalCausesTest, WhatArrivesAndGetsNoAnswerIsDroppedThere) {
  const Diagnosis found = Diagnose(Failing(Reason::kNoAnswer, kCame)).root;
  EXPECT_EQ(Name(found.cause), "host_firewall_drop");
  EXPECT_EQ(found.confidence, Confidence::kLikely);
}

TEST(ArrivalCausesTest, ARefusalBehindTheRouterWithoutArrivalIsAnotherHosts) {
  const Diagnosis found = Diagnose(Failing(Reason::kRst, kDidNotCome, Hops(3, 2, 2))).root;
  EXPECT_EQ(Name(found.cause), "forward_wrong_host");
}

TEST(ArrivalCausesTest, ARefusalThatTheHostCountsIsNotProvedToBeAnotherHosts) {
  TargetEvidence target = Failing(Reason::kRst, kDidNotCome, Hops(3, 2, 2));
  target.ports.front().sightings.push_back(Works(View::kLan));
  EXPECT_EQ(Diagnose(target).root.confidence, Confidence::kProved);
  target.ports.front().counters = host::CounterDeltas{};
  target.ports.front().counters->udp_no_ports = 6;  // of another transport
  EXPECT_EQ(Diagnose(target).root.confidence, Confidence::kProved);
  target.ports.front().counters->resets_sent = 6;
  EXPECT_NE(Diagnose(target).root.confidence, Confidence::kProved);
}

TEST(ArrivalCausesTest, WhatTheRouterForwardsAndDoesNotComeGoesToAnotherHost) {
  TargetEvidence target = Failing(Reason::kNoAnswer, kDidNotCome, Hops(0, 2, 2));
  target.ports.front().mapping = wan::PortMapping();  // it lists none: not every router lists all
  const Diagnosis found = Diagnose(target).root;
  EXPECT_EQ(Name(found.cause), "forward_wrong_host");
  EXPECT_EQ(found.confidence, Confidence::kLikely);
  EXPECT_TRUE(found.candidates.empty());
  target.wan->nat = wan::Nat::kUnknown;
  EXPECT_EQ(Diagnose(target).root.candidates, std::vector{Cause::kDoubleNat});
}

TEST(ArrivalCausesTest, ARouterThatListsNoForwardMayForwardElsewhereWithoutListingIt) {
  TargetEvidence target = Failing(Reason::kNoAnswer, kDidNotCome);
  target.ports.front().mapping = wan::PortMapping();
  const Diagnosis found = Diagnose(target).root;
  EXPECT_EQ(Name(found.cause), "no_port_forward");
  EXPECT_EQ(found.confidence, Confidence::kLikely);
  EXPECT_EQ(found.candidates, (std::vector{Cause::kIspBlock, Cause::kForwardWrongHost}));
}

TEST(ArrivalCausesTest, WhatIsRefusedBeforeTheRouterIsNoMatterOfTheRouter) {
  TargetEvidence target = Failing(Reason::kRst, kDidNotCome, Hops(1, 0));
  target.ports.front().mapping = wan::PortMapping();
  target.ports.front().counters = host::CounterDeltas{};
  target.ports.front().counters->resets_sent = 6;
  target.ports.front().arrival->elsewhere = {41234};
  target.ports.push_back(
      QueryPort({Traced(Hops(3, 2, 2), Works(View::kOutside, Reason::kReply)),
                 From("nyc1", Traced(Hops(3, 2, 2), Works(View::kOutside, Reason::kReply)))}));
  EXPECT_EQ(Name(Diagnose(target).root.cause), "middlebox_reset");
}

TEST(ArrivalCausesTest, PacketsThatComeToAnotherPortAreForwardedThere) {
  Arrival arrival = kDidNotCome;
  arrival.elsewhere = {29016};
  const Diagnosis found = Diagnose(Failing(Reason::kRst, arrival, Hops(3, 2, 2))).root;
  EXPECT_EQ(Name(found.cause), "forward_wrong_port");
  EXPECT_NE(found.evidence.front().find("29016"), std::string::npos);
}

TEST(ArrivalCausesTest, OneNetworkThatIsAnsweredIsNoFirewallForAll) {
  TargetEvidence target = Failing(Reason::kNoAnswer, kCame);
  target.ports.front().sightings.push_back(From("par1", Works(View::kOutside)));
  EXPECT_EQ(Name(Diagnose(target).root.cause), "source_blocked");
}

}  // namespace
}  // namespace reach::diagnosis
