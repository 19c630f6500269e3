#include "exporter/engine/online.h"

#include <gtest/gtest.h>

namespace reach {
namespace {

using std::chrono::seconds;

const TimePoint kNow = Clock::now();

Observation Saw(Reason reason, std::optional<Offender> offender = std::nullopt) {
  Observation seen;
  seen.reason = reason;
  if (offender) seen.icmp = IcmpError{3, 1, {}, *offender};
  return seen;
}

TEST(OnlineDecisionTest, NothingIsKnownBeforeTheFirstEvidence) {
  OnlineDecision decision(1);
  EXPECT_EQ(decision.status(), OnlineStatus());
  decision.Add(0, Evidence::kNothing, kNow);
  EXPECT_EQ(decision.status(), OnlineStatus());
}

TEST(OnlineDecisionTest, OfflineOnlyWhenAllControlsFail) {
  OnlineDecision decision(2);
  decision.Add(0, Evidence::kFailure, kNow);
  EXPECT_EQ(decision.status().online, Online::kUnknown) << "the other one was not heard yet";
  decision.Add(1, Evidence::kAnswer, kNow);
  EXPECT_EQ(decision.status().online, Online::kYes);
  decision.Add(0, Evidence::kFailure, kNow);
  EXPECT_EQ(decision.status().online, Online::kYes);
  decision.Add(1, Evidence::kFailure, kNow);
  EXPECT_EQ(decision.status().online, Online::kNo);
}

TEST(OnlineDecisionTest, OneAnswerBringsItBackAtOnce) {
  OnlineDecision decision(3);
  for (std::size_t i = 0; i < 3; ++i) decision.Add(i, Evidence::kFailure, kNow);
  ASSERT_EQ(decision.status().online, Online::kNo);
  decision.Add(1, Evidence::kAnswer, kNow + seconds(60));
  EXPECT_EQ(decision.status(), (OnlineStatus{Tenths::At(kNow + seconds(60)), Online::kYes}));
}

TEST(OnlineDecisionTest, SilentGatewayIsNeitherOnlineNorOffline) {
  OnlineDecision decision(1);
  decision.Add(0, Evidence::kDoubt, kNow);
  EXPECT_EQ(decision.status().online, Online::kUnknown);
  decision.Add(0, Evidence::kFailure, kNow);
  ASSERT_EQ(decision.status().online, Online::kNo);
  decision.Add(0, Evidence::kDoubt, kNow);
  EXPECT_EQ(decision.status().online, Online::kUnknown) << "it is back, and says nothing";
}

TEST(OnlineDecisionTest, AttemptThatCouldNotBeMadeEndsNoOutageAndBeginsNone) {
  OnlineDecision decision(1);
  decision.Add(0, Evidence::kAnswer, kNow);
  decision.Add(0, Evidence::kNothing, kNow + seconds(1));
  EXPECT_EQ(decision.status().online, Online::kYes);
  decision.Add(0, Evidence::kFailure, kNow + seconds(2));
  decision.Add(0, Evidence::kNothing, kNow + seconds(3));
  EXPECT_EQ(decision.status(), (OnlineStatus{Tenths::At(kNow + seconds(2)), Online::kNo}));
}

TEST(OnlineDecisionTest, RepeatedEvidenceKeepsTheTimeOfTheChange) {
  OnlineDecision decision(1);
  for (int i = 0; i < 5; ++i) decision.Add(0, Evidence::kFailure, kNow + seconds(i));
  EXPECT_EQ(decision.status().since, Tenths::At(kNow));
}

TEST(EvidenceTest, OpenAndRefusedAreAnswers) {
  for (const Scope scope : kAllScopes) {
    EXPECT_EQ(EvidenceOf(scope, false, Saw(Reason::kSynAck)), Evidence::kAnswer);
    EXPECT_EQ(EvidenceOf(scope, false, Saw(Reason::kExpectTimeout)), Evidence::kAnswer);
    EXPECT_EQ(EvidenceOf(scope, true, Saw(Reason::kRst)), Evidence::kAnswer);
    const Observation target = Saw(Reason::kIcmpPortUnreachable, Offender::kTarget);
    EXPECT_EQ(EvidenceOf(scope, false, target), Evidence::kAnswer);
  }
}

TEST(EvidenceTest, SilenceIsDoubtForTheGatewayAndFailureForAnyOtherControl) {
  EXPECT_EQ(EvidenceOf(Scope::kLan, true, Saw(Reason::kNoAnswer)), Evidence::kDoubt);
  EXPECT_EQ(EvidenceOf(Scope::kLan, false, Saw(Reason::kNoAnswer)), Evidence::kFailure);
}

TEST(EvidenceTest, GatewayThatIsNotThereIsFailure) {
  EXPECT_EQ(EvidenceOf(Scope::kLan, true, Saw(Reason::kNoRoute)), Evidence::kFailure);
  EXPECT_EQ(EvidenceOf(Scope::kLan, true, Saw(Reason::kNoNeighbour, Offender::kSelf)),
            Evidence::kFailure);
}

TEST(EvidenceTest, ErrorFromTheGatewayProvesTheLanButNotTheInternet) {
  const Observation seen = Saw(Reason::kIcmpNetUnreachable, Offender::kGateway);
  EXPECT_EQ(EvidenceOf(Scope::kLan, false, seen), Evidence::kAnswer);
  EXPECT_EQ(EvidenceOf(Scope::kInternet, false, seen), Evidence::kFailure);
}

TEST(EvidenceTest, FaultsOfOurOwnSayNothing) {
  for (const Reason reason : {Reason::kLate, Reason::kNoDescriptors, Reason::kBlockedLocally,
                              Reason::kNoReplyRequired, Reason::kDnsTimeout}) {
    EXPECT_EQ(EvidenceOf(Scope::kInternet, false, Saw(reason)), Evidence::kNothing);
  }
}

TEST(WhileOfflineTest, FailureBecomesUnknown) {
  for (const Reason reason : {Reason::kNoAnswer, Reason::kRst, Reason::kNoRoute,
                              Reason::kExpectTimeout, Reason::kDnsTimeout}) {
    EXPECT_EQ(WhileOffline(Saw(reason), false).reason, Reason::kProberOffline);
  }
}

TEST(WhileOfflineTest, SuccessIsBelievedWhenSomebodyAnswered) {
  EXPECT_EQ(WhileOffline(Saw(Reason::kSynAck), true).reason, Reason::kSynAck);
  EXPECT_EQ(WhileOffline(Saw(Reason::kRst), true).reason, Reason::kRst);
  EXPECT_EQ(WhileOffline(Saw(Reason::kNoReplyRequired), true).reason, Reason::kProberOffline);
  EXPECT_EQ(WhileOffline(Saw(Reason::kNoAnswer), true).reason, Reason::kProberOffline);
}

TEST(WhileOfflineTest, FaultOfTheExporterStaysWhatItIs) {
  EXPECT_EQ(WhileOffline(Saw(Reason::kNoDescriptors), false).reason, Reason::kNoDescriptors);
  EXPECT_EQ(WhileOffline(Saw(Reason::kNoPermission), false).reason, Reason::kNoPermission);
}

TEST(ScopeTest, PathNeedsWhatItLeadsThrough) {
  for (const Scope scope : kAllScopes) {
    EXPECT_FALSE(Needs(Path::kLocal, scope));
    EXPECT_TRUE(Needs(Path::kHairpin, scope));
    EXPECT_TRUE(Needs(Path::kInternet, scope));
  }
  EXPECT_TRUE(Needs(Path::kLan, Scope::kLan));
  EXPECT_FALSE(Needs(Path::kLan, Scope::kInternet));
}

}  // namespace
}  // namespace reach
