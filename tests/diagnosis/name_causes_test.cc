// The causes of a name and of an address, which are true of a whole target.
#include <gtest/gtest.h>

#include "exporter/diagnosis/diagnosis.h"
#include "tests/support/evidence_maker.h"

namespace reach::diagnosis {
namespace {

TargetEvidence WithDdns(wan::DdnsState state) {
  TargetEvidence target = Target({TcpPort({Seen(View::kOutside, Reason::kNoAnswer)})});
  target.wan = Wan(kStranger);
  target.ddns.emplace();
  target.ddns->hostname = target.host;
  target.ddns->state = state;
  return target;
}

void ExpectCause(const TargetEvidence& target, Cause cause, Confidence confidence) {
  const Diagnosis found = Diagnose(target).root;
  EXPECT_EQ(Name(found.cause), Name(cause));
  EXPECT_EQ(Name(found.confidence), Name(confidence));
}

TEST(NameCausesTest, TheNameDoesNotExist) {
  const Sighting missing = At(Address(), Seen(View::kOutside, Reason::kDnsNxdomain));
  ExpectCause(Target({TcpPort({missing})}), Cause::kDnsNxdomain, Confidence::kLikely);
  ExpectCause(Target({TcpPort({missing, From("nyc1", missing)})}), Cause::kDnsNxdomain,
              Confidence::kProved);
}

TEST(NameCausesTest, TheDnsServersFail) {
  const Sighting failed = At(Address(), Seen(View::kOutside, Reason::kDnsServfail));
  ExpectCause(Target({TcpPort({failed})}), Cause::kDnsFailure, Confidence::kLikely);
  ExpectCause(Target({TcpPort({failed, From("nyc1", failed)})}), Cause::kDnsFailure,
              Confidence::kProved);
}

TEST(NameCausesTest, AResolverThatFailsHereIsNoFaultWhereTheNameResolvesElsewhere) {
  const Sighting failed = At(Address(), Seen(View::kOutside, Reason::kDnsTimeout));
  ExpectCause(Target({TcpPort({failed, From("nyc1", Works(View::kOutside))})}), Cause::kHealthy,
              Confidence::kLikely);
}

TEST(NameCausesTest, TheDdnsNameIsStaleAndTheConsensusProvesIt) {
  ExpectCause(WithDdns(wan::DdnsState::kStale), Cause::kDdnsStale, Confidence::kProved);
  TargetEvidence unsure = WithDdns(wan::DdnsState::kStale);
  unsure.wan->ip4.agreed = false;
  ExpectCause(unsure, Cause::kDdnsStale, Confidence::kLikely);
}

TEST(NameCausesTest, AForeignAddressWithoutDdnsViewIsOnlyAHint) {
  TargetEvidence target = WithDdns(wan::DdnsState::kStale);
  target.ddns.reset();
  ExpectCause(target, Cause::kDdnsStale, Confidence::kPossible);
  target.wan->ip4.changes = 1;
  ExpectCause(target, Cause::kDdnsStale, Confidence::kLikely);
  target.wan->ip4.multi_homed = true;
  EXPECT_NE(Diagnose(target).root.cause, Cause::kDdnsStale);
}

TEST(NameCausesTest, TheDdnsNameIsGone) {
  ExpectCause(WithDdns(wan::DdnsState::kGone), Cause::kDdnsGone, Confidence::kProved);
}

TEST(NameCausesTest, CachesStillHaveTheOldAddressAndWhatFailsIsNamedFirst) {
  TargetEvidence target = WithDdns(wan::DdnsState::kPropagating);
  target.ports = {TcpPort({Works(View::kOutside)})};
  ExpectCause(target, Cause::kDdnsPropagating, Confidence::kProved);
}

TEST(NameCausesTest, WhatFailsAtTheCachedAddressOnlyIsNoMatterOfTheRouter) {
  TargetEvidence target = WithDdns(wan::DdnsState::kPropagating);
  target.wan = Wan(kPublic);
  target.ddns->authoritative = {kPublic};
  target.ddns->recursive = {kStranger};
  PortEvidence port = QueryPort({Works(View::kOwnAddress, Reason::kReply), Works(View::kLan),
                                 At(kStranger, Seen(View::kOutside, Reason::kNoAnswer)),
                                 From("nyc1", At(kStranger, Seen(View::kOutside, Reason::kRst)))});
  port.mapping = wan::PortMapping();
  port.counters = host::CounterDeltas{};
  port.counters->udp_no_ports = 3;
  port.arrival = Arrival{"fra1", false, true, {41234}};
  target.ports = {port};
  ExpectCause(target, Cause::kDdnsPropagating, Confidence::kProved);
  // It fails at the new address, too: that is the fault.
  target.ports.front().sightings.push_back(
      From("par1", At(kPublic, Seen(View::kOutside, Reason::kIcmpHostUnreachable))));
  ExpectCause(target, Cause::kForwardWrongPort, Confidence::kLikely);
}

TEST(NameCausesTest, AWrongNameIsStaleWhenNobodySawTheAddressChange) {
  ExpectCause(WithDdns(wan::DdnsState::kPending), Cause::kDdnsStale, Confidence::kLikely);
}

TEST(NameCausesTest, AGoneNameIsNotTakenForAMisspeltOne) {
  TargetEvidence target = WithDdns(wan::DdnsState::kGone);
  target.ports = {TcpPort({At(Address(), Seen(View::kOutside, Reason::kDnsNxdomain))})};
  ExpectCause(target, Cause::kDdnsGone, Confidence::kProved);
}

TEST(NameCausesTest, TheUpdaterStillHasTimeAfterAChange) {
  TargetEvidence target = WithDdns(wan::DdnsState::kPending);
  target.wan->ip4.changed = WallTime();
  ExpectCause(target, Cause::kWanIpChanged, Confidence::kProved);
}

TEST(NameCausesTest, TheTargetIsAnAddressThatIsNotOursAnyMore) {
  TargetEvidence target = Target({TcpPort({Seen(View::kOutside, Reason::kNoAnswer)})});
  target.host = ToString(kPublic);
  target.name_is_literal = true;
  target.wan = Wan(kStranger);
  ExpectCause(target, Cause::kWanIpChanged, Confidence::kLikely);
  // Another change proves nothing about this address: it may be a tunnel's, on purpose.
  target.wan->ip4.changes = 1;
  ExpectCause(target, Cause::kWanIpChanged, Confidence::kLikely);
  target.wan->ip4.former = {kPublic};
  ExpectCause(target, Cause::kWanIpChanged, Confidence::kProved);
  target.ports.push_back(QueryPort({Works(View::kOutside, Reason::kReply)}));
  EXPECT_NE(Diagnose(target).root.cause, Cause::kWanIpChanged);
}

TEST(NameCausesTest, TheSourcesDoNotAgree) {
  TargetEvidence target = Target({TcpPort({Works(View::kLan)})});
  target.wan = Wan(kPublic);
  target.wan->ip4.agreed = false;
  target.wan->ip4.agreeing = 1;
  ExpectCause(target, Cause::kWanIpUnknown, Confidence::kLikely);
}

TEST(NameCausesTest, TheProviderSharesTheAddress) {
  TargetEvidence target = Target({TcpPort({Works(View::kLan)})});
  target.wan = Wan(kPublic, wan::Nat::kCgnat);
  ExpectCause(target, Cause::kCgnat, Confidence::kLikely);
  target.wan->router_external = *Address::Parse("100.64.3.9");
  ExpectCause(target, Cause::kCgnat, Confidence::kProved);
  target.ports = {TcpPort({Works(View::kOutside)})};
  ExpectCause(target, Cause::kHealthy, Confidence::kLikely);
}

TEST(NameCausesTest, ARouterThatPassesOnWhatIsForThePublicAddressDoesNotHaveIt) {
  const Sighting lost = Traced(Hops(0, 1), Seen(View::kHairpin, Reason::kNoAnswer));
  TargetEvidence target = Target({TcpPort({Works(View::kOwnAddress), lost})});
  target.wan = Wan(kPublic, wan::Nat::kUnknown);
  ExpectCause(target, Cause::kCgnat, Confidence::kLikely);
  // It forwards some port, so the address is its own.
  target.ports.push_back(QueryPort({Works(View::kHairpin, Reason::kReply)}));
  EXPECT_NE(Diagnose(target).root.cause, Cause::kCgnat);
}

TEST(NameCausesTest, TwoRoutersAreAFaultOnlyWhenNothingGetsThrough) {
  PortEvidence port = TcpPort({Works(View::kLan), Seen(View::kOutside, Reason::kNoAnswer)});
  TargetEvidence target = Target({port});
  target.wan = Wan(kPublic, wan::Nat::kDouble);
  target.wan->router_external = *Address::Parse("192.168.0.2");
  ExpectCause(target, Cause::kDoubleNat, Confidence::kLikely);
  target.ports.front().mapping = Mapping(kLan, 28016);
  target.ports.front().arrival = Arrival{"fra1", false, true};
  ExpectCause(target, Cause::kDoubleNat, Confidence::kProved);
  target.ports = {TcpPort({Works(View::kOutside)})};
  ExpectCause(target, Cause::kHealthy, Confidence::kLikely);
}

TEST(NameCausesTest, OfTwoFaultsTheTargetHasTheFirstAndTheCheckKeepsItsOwn) {
  TargetEvidence target = WithDdns(wan::DdnsState::kStale);
  PortEvidence port =
      TcpPort({Seen(View::kLoopback, Reason::kRst), Seen(View::kOutside, Reason::kNoAnswer)});
  port.listeners = host::PortListeners{};
  target.ports = {port};
  const TargetDiagnosis found = Diagnose(target);
  EXPECT_EQ(found.root.cause, Cause::kDdnsStale);
  EXPECT_EQ(found.checks.front().cause, Cause::kServiceDown);
}

}  // namespace
}  // namespace reach::diagnosis
