// The one cause of a target, out of those of its checks.
#include "exporter/diagnosis/root.h"

#include <gtest/gtest.h>

#include <vector>

namespace reach::diagnosis {
namespace {

RankedFinding Found(Cause cause, Confidence confidence = Confidence::kLikely,
                    Role role = Role::kSupporting) {
  RankedFinding finding;
  finding.diagnosis.cause = cause;
  finding.diagnosis.confidence = confidence;
  finding.role = role;
  return finding;
}

Cause RootOfAll(std::vector<RankedFinding> findings) { return RootOf(findings).cause; }

TEST(RootTest, OfTwoFaultsTheOneNearestTheServerComesFirst) {
  EXPECT_EQ(RootOfAll({Found(Cause::kNoPortForward), Found(Cause::kBoundToLoopback)}),
            Cause::kBoundToLoopback);
  EXPECT_EQ(RootOfAll({Found(Cause::kIspBlock), Found(Cause::kHostFirewallDrop)}),
            Cause::kHostFirewallDrop);
}

TEST(RootTest, WhatIsTrueOfTheWholeTargetComesBeforeOnePort) {
  EXPECT_EQ(RootOfAll({Found(Cause::kServiceDown, Confidence::kProved, Role::kProof),
                       Found(Cause::kDdnsStale)}),
            Cause::kDdnsStale);
  EXPECT_EQ(RootOfAll({Found(Cause::kServiceDown, Confidence::kProved, Role::kProof),
                       Found(Cause::kDdnsStale, Confidence::kPossible)}),
            Cause::kServiceDown);
  EXPECT_EQ(
      RootOfAll({Found(Cause::kCgnat), Found(Cause::kDnsNxdomain), Found(Cause::kProberOffline)}),
      Cause::kProberOffline);
}

TEST(RootTest, ThePortThatProvesTheGameCountsMoreThanTheOthers) {
  EXPECT_EQ(RootOfAll({Found(Cause::kServiceDown),
                       Found(Cause::kNoPortForward, Confidence::kLikely, Role::kProof)}),
            Cause::kNoPortForward);
}

TEST(RootTest, WhatOnlyDisturbsNeverHidesAFault) {
  EXPECT_EQ(RootOfAll({Found(Cause::kRconExposed, Confidence::kProved, Role::kProof),
                       Found(Cause::kIspBlock)}),
            Cause::kIspBlock);
  EXPECT_EQ(RootOfAll({Found(Cause::kHealthy, Confidence::kProved, Role::kProof),
                       Found(Cause::kRconExposed, Confidence::kProved)}),
            Cause::kRconExposed);
}

TEST(RootTest, APortThatCouldNotBeProbedDoesNotHideThatTheGameWorks) {
  RankedFinding unknown = Found(Cause::kUndecided, Confidence::kPossible);
  unknown.diagnosis.candidates = {Cause::kHealthy, Cause::kServiceDown};
  EXPECT_EQ(RootOfAll({unknown, Found(Cause::kHealthy, Confidence::kProved, Role::kProof)}),
            Cause::kHealthy);
  EXPECT_EQ(RootOfAll({unknown, Found(Cause::kHealthy, Confidence::kLikely)}), Cause::kHealthy);
  unknown.role = Role::kProof;
  EXPECT_EQ(RootOfAll({unknown, Found(Cause::kHealthy, Confidence::kLikely)}), Cause::kUndecided);
}

TEST(RootTest, AnUndecidedPortTakesTheKnownCauseOfAnother) {
  RankedFinding open = Found(Cause::kUndecided, Confidence::kPossible, Role::kProof);
  open.diagnosis.candidates = {Cause::kServiceDown, Cause::kHostFirewallDrop};
  EXPECT_EQ(RootOfAll({open, Found(Cause::kHostFirewallDrop)}), Cause::kHostFirewallDrop);
  EXPECT_EQ(RootOfAll({open, Found(Cause::kIspBlock)}), Cause::kUndecided);
}

TEST(RootTest, WithoutChecksNothingIsKnown) {
  const Diagnosis nothing = RootOf({});
  EXPECT_EQ(nothing.cause, Cause::kUndecided);
  EXPECT_GE(nothing.candidates.size(), 2U);
}

}  // namespace
}  // namespace reach::diagnosis
