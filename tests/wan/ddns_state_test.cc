#include "exporter/wan/ddns_state.h"

#include <gtest/gtest.h>

namespace reach::wan {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

Address At(const char* text) { return *Address::Parse(text); }

NameSeen Seen(std::vector<const char*> addresses) {
  NameSeen seen;
  seen.answered = true;
  seen.ttl = seconds(60);
  for (const char* address : addresses) seen.addresses.push_back(At(address));
  return seen;
}

constexpr DdnsLimits kLimits{minutes(5), minutes(1)};
const WallTime kNow{std::chrono::hours(500000)};

// Our address is 8.8.4.7.
DdnsEvidence Evidence(std::vector<NameSeen> authorities, NameSeen recursive) {
  DdnsEvidence evidence;
  evidence.authorities = std::move(authorities);
  evidence.recursive = std::move(recursive);
  evidence.wan4 = At("8.8.4.7");
  return evidence;
}

DdnsState StateOf(const DdnsEvidence& evidence, std::optional<WallTime> wrong_since = {}) {
  return Judge(evidence, kLimits, wrong_since, kNow).state;
}

TEST(DdnsStateTest, BothRightIsInSync) {
  EXPECT_EQ(StateOf(Evidence({Seen({"8.8.4.7"})}, Seen({"8.8.4.7"}))), DdnsState::kInSync);
}

TEST(DdnsStateTest, RightAtTheAuthorityAndOldInTheCachesIsPropagating) {
  EXPECT_EQ(StateOf(Evidence({Seen({"8.8.4.7"})}, Seen({"8.8.4.6"}))), DdnsState::kPropagating);
  EXPECT_EQ(StateOf(Evidence({Seen({"8.8.4.7"})}, Seen({}))), DdnsState::kPropagating);
}

TEST(DdnsStateTest, SilentResolverDoesNotSpoilTheAuthority) {
  EXPECT_EQ(StateOf(Evidence({Seen({"8.8.4.7"})}, NameSeen())), DdnsState::kInSync);
}

TEST(DdnsStateTest, OldIsPendingUntilPeriodAndTtlAndMarginAreOver) {
  const DdnsEvidence old = Evidence({Seen({"8.8.4.6"})}, Seen({"8.8.4.6"}));
  const DdnsVerdict first = Judge(old, kLimits, std::nullopt, kNow);
  EXPECT_EQ(first.state, DdnsState::kPending);
  EXPECT_EQ(first.wrong_since, kNow);
  const WallTime limit = kNow + minutes(7);  // 5 min, 60 s, 1 min
  EXPECT_EQ(Judge(old, kLimits, first.wrong_since, limit).state, DdnsState::kPending);
  const DdnsVerdict late = Judge(old, kLimits, first.wrong_since, limit + seconds(1));
  EXPECT_EQ(late.state, DdnsState::kStale);
  EXPECT_EQ(late.wrong_since, kNow);
}

TEST(DdnsStateTest, RightAgainForgetsSinceWhenItWasWrong) {
  const auto verdict =
      Judge(Evidence({Seen({"8.8.4.7"})}, Seen({"8.8.4.7"})), kLimits, kNow - minutes(60), kNow);
  EXPECT_EQ(verdict.state, DdnsState::kInSync);
  EXPECT_FALSE(verdict.wrong_since);
}

TEST(DdnsStateTest, FailedLookupIsUnknownAndForgetsNothing) {
  const auto verdict = Judge(Evidence({NameSeen()}, NameSeen()), kLimits, kNow - minutes(60), kNow);
  EXPECT_EQ(verdict.state, DdnsState::kUnknown);
  EXPECT_EQ(verdict.wrong_since, kNow - minutes(60));
}

TEST(DdnsStateTest, ServersThatDisagreeAreSplitAndSilentOnesDoNotCount) {
  EXPECT_EQ(StateOf(Evidence({Seen({"8.8.4.7"}), Seen({"8.8.4.6"})}, Seen({"8.8.4.7"}))),
            DdnsState::kSplit);
  EXPECT_EQ(StateOf(Evidence({NameSeen(), Seen({"8.8.4.7"})}, Seen({"8.8.4.7"}))),
            DdnsState::kInSync);
}

TEST(DdnsStateTest, ServerThatDoesNotAnswerForIp6DisagreesWithNobodyThere) {
  NameSeen half = Seen({"8.8.4.7"});
  half.knows6 = false;
  EXPECT_EQ(StateOf(Evidence({Seen({"8.8.4.7", "2001:4860::1"}), half}, half)), DdnsState::kInSync);
}

TEST(DdnsStateTest, NameWithoutAnAddressThatAnybodyCanReachIsGone) {
  for (const NameSeen& seen : {Seen({}), Seen({"0.0.0.0"}), Seen({"192.168.1.20"})}) {
    DdnsEvidence evidence = Evidence({seen}, seen);
    EXPECT_EQ(StateOf(evidence), DdnsState::kGone);
    evidence.wan4 = {};  // that needs no address of ours
    EXPECT_EQ(StateOf(evidence), DdnsState::kGone);
  }
}

TEST(DdnsStateTest, WithoutOurAddressNothingElseIsClaimed) {
  DdnsEvidence evidence = Evidence({Seen({"8.8.4.6"})}, Seen({"8.8.4.6"}));
  evidence.wan4 = {};
  EXPECT_EQ(StateOf(evidence, kNow - minutes(60)), DdnsState::kUnknown);
}

TEST(DdnsStateTest, WhileOurAddressIsAboutToChangeNothingIsClaimed) {
  DdnsEvidence evidence = Evidence({Seen({"8.8.4.6"})}, Seen({"8.8.4.6"}));
  evidence.settled = false;
  EXPECT_EQ(StateOf(evidence, kNow - minutes(60)), DdnsState::kUnknown);
}

TEST(DdnsStateTest, ResolverHasToDoWhereTheAuthorityCannotBeAsked) {
  EXPECT_EQ(StateOf(Evidence({}, Seen({"8.8.4.7"}))), DdnsState::kInSync);
  EXPECT_EQ(StateOf(Evidence({}, Seen({"8.8.4.6"}))), DdnsState::kPending);
  EXPECT_EQ(StateOf(Evidence({}, Seen({"8.8.4.6"})), kNow - minutes(60)), DdnsState::kStale);
}

TEST(DdnsStateTest, OwnNetworkIsEnoughForIp6AndBothFamiliesCount) {
  DdnsEvidence evidence =
      Evidence({Seen({"8.8.4.7", "2001:4860:1:2::99"})}, Seen({"8.8.4.7", "2001:4860:1:2::99"}));
  evidence.wan6 = At("2001:4860:1:2::1");
  EXPECT_EQ(StateOf(evidence), DdnsState::kInSync);
  evidence.wan6 = At("2001:4860:1:3::1");
  EXPECT_EQ(StateOf(evidence), DdnsState::kPending);
  evidence.wan6 = {};
  EXPECT_EQ(StateOf(evidence), DdnsState::kInSync);
}

TEST(DdnsStateTest, ClockThatWasSteppedBackDoesNotMakeItStale) {
  const DdnsEvidence old = Evidence({Seen({"8.8.4.6"})}, Seen({"8.8.4.6"}));
  const DdnsVerdict verdict = Judge(old, kLimits, kNow + std::chrono::hours(5), kNow);
  EXPECT_EQ(verdict.state, DdnsState::kPending);
  EXPECT_EQ(verdict.wrong_since, kNow);
}

}  // namespace
}  // namespace reach::wan
