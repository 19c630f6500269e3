#include "exporter/wan/consensus.h"

#include <gtest/gtest.h>

namespace reach::wan {
namespace {

using config::WanKind;

Address At(const char* text) { return *Address::Parse(text); }

const Address kHere = At("8.8.4.7");
const Address kThere = At("9.9.9.9");

Answer Said(WanKind kind, const char* run_by, const Address& address) {
  return {kind, run_by, address};
}

TEST(ConsensusTest, ThreeAnswersOfTwoKindsAndTwoOperatorsAgree) {
  const Verdict verdict = Vote({Said(WanKind::kStun, "a", kHere), Said(WanKind::kHttp, "b", kHere),
                                Said(WanKind::kHttp, "b", kHere)});
  EXPECT_EQ(verdict.address, kHere);
  EXPECT_EQ(verdict.answered, 3U);
  EXPECT_EQ(verdict.agreeing, 3U);
  EXPECT_FALSE(verdict.router_agrees);
}

TEST(ConsensusTest, TwoAnswersAreNotEnoughEvenWhenTheyAgree) {
  const Verdict verdict =
      Vote({Said(WanKind::kStun, "a", kHere), Said(WanKind::kHttp, "b", kHere)});
  EXPECT_FALSE(verdict.address);
  EXPECT_EQ(verdict.agreeing, 2U);
}

TEST(ConsensusTest, HalfOfTheAnswersIsNoMajority) {
  EXPECT_FALSE(Vote({Said(WanKind::kStun, "a", kHere), Said(WanKind::kHttp, "b", kHere),
                     Said(WanKind::kDns, "c", kThere), Said(WanKind::kHttp, "d", kThere)})
                   .address);
}

TEST(ConsensusTest, LyingProxyCannotOutvoteTheOtherKinds) {
  // A transparent proxy answers every HTTP source with its own address.
  const std::vector<Answer> answers = {
      Said(WanKind::kHttp, "a", kThere), Said(WanKind::kHttp, "b", kThere),
      Said(WanKind::kHttp, "c", kThere), Said(WanKind::kStun, "a", kHere)};
  EXPECT_FALSE(Vote(answers).address);
}

TEST(ConsensusTest, InterceptedDnsIsOutvoted) {
  const Verdict verdict = Vote({Said(WanKind::kDns, "a", kThere), Said(WanKind::kDns, "b", kThere),
                                Said(WanKind::kStun, "a", kHere), Said(WanKind::kHttp, "c", kHere),
                                Said(WanKind::kHttp, "d", kHere)});
  EXPECT_EQ(verdict.address, kHere);
  EXPECT_EQ(verdict.agreeing, 3U);
  EXPECT_EQ(verdict.answered, 5U);
}

TEST(ConsensusTest, OneOperatorIsOneOpinion) {
  EXPECT_FALSE(Vote({Said(WanKind::kStun, "a", kHere), Said(WanKind::kHttp, "a", kHere),
                     Said(WanKind::kDns, "a", kHere)})
                   .address);
}

TEST(ConsensusTest, AddressThatTheInternetCannotReachIsNoAnswer) {
  const Verdict verdict =
      Vote({Said(WanKind::kRouter, "router", At("100.64.3.4")), Said(WanKind::kStun, "a", kHere),
            Said(WanKind::kHttp, "b", kHere), Said(WanKind::kHttp, "c", At("192.168.1.1")),
            Said(WanKind::kDns, "c", kHere)});
  EXPECT_EQ(verdict.address, kHere);
  EXPECT_EQ(verdict.answered, 3U);
}

TEST(ConsensusTest, RouterAgreesOnlyWithItsOwnAddress) {
  std::vector<Answer> answers = {Said(WanKind::kRouter, "router", kHere),
                                 Said(WanKind::kStun, "a", kHere),
                                 Said(WanKind::kHttp, "b", kHere)};
  EXPECT_TRUE(Vote(answers).router_agrees);
  answers[0].address = kThere;
  answers.push_back(Said(WanKind::kDns, "c", kHere));
  EXPECT_EQ(Vote(answers).address, kHere);
  EXPECT_FALSE(Vote(answers).router_agrees);
}

TEST(ConsensusTest, NobodyAnswers) {
  const Verdict verdict = Vote({});
  EXPECT_FALSE(verdict.address);
  EXPECT_EQ(verdict.answered, 0U);
}

}  // namespace
}  // namespace reach::wan
