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
