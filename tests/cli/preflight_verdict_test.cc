#include "exporter/cli/preflight_verdict.h"

#include <gtest/gtest.h>

namespace reach::cli {
namespace {

Check Expecting(StateSet states) {
  auto module = std::make_shared<Module>();
  module->expect = states;
  auto policy = std::make_shared<CheckPolicy>();
  policy->module = module;
  policy->expect.fill(states);
  Check check;
  check.policy = policy;
  return check;
}

std::optional<vantage::Answer> Saw(Reason reason) {
  vantage::Answer answer;
  answer.seen.reason = reason;
  return answer;
}

const Check kOpen = Expecting({State::kOpen});
const Check kGame = Expecting({State::kOpen, State::kSilent});
const Check kClosed = Expecting({State::kRefused, State::kFiltered});

TEST(PreflightVerdictTest, HeldPortThatAnswersIsGood) {
  EXPECT_EQ(JudgePort(kOpen, Saw(Reason::kSynAck), true, true).standing, Standing::kGood);
  EXPECT_EQ(JudgePort(kGame, Saw(Reason::kReply), true, true).standing, Standing::kGood);
}

TEST(PreflightVerdictTest, SilenceOfAPortThatWeHoldIsAFault) {
  const PortVerdict verdict = JudgePort(kGame, Saw(Reason::kNoReplyRequired), true, false);
  EXPECT_EQ(verdict.standing, Standing::kBad);
  EXPECT_NE(verdict.sentence.find("nothing arrived here"), std::string_view::npos);
}

TEST(PreflightVerdictTest, SilenceOfTheGameItselfSaysNothing) {
  EXPECT_EQ(JudgePort(kGame, Saw(Reason::kNoReplyRequired), false, false).standing,
            Standing::kOpenQuestion);
}

TEST(PreflightVerdictTest, WhatArrivesAndIsNotAnsweredIsTheWayBack) {
  const PortVerdict verdict = JudgePort(kOpen, Saw(Reason::kNoAnswer), true, true);
  EXPECT_EQ(verdict.standing, Standing::kBad);
  EXPECT_NE(verdict.sentence.find("answers do not get back"), std::string_view::npos);
}

TEST(PreflightVerdictTest, PortThatShallBeClosedIsGoodWhenItIs) {
  EXPECT_EQ(JudgePort(kClosed, Saw(Reason::kRst), true, false).standing, Standing::kGood);
  EXPECT_EQ(JudgePort(kClosed, Saw(Reason::kSynAck), true, true).standing, Standing::kBad);
  EXPECT_EQ(JudgePort(kClosed, Saw(Reason::kNoAnswer), true, true).standing, Standing::kBad);
}

TEST(PreflightVerdictTest, WithoutAnAnswerNothingIsKnown) {
  EXPECT_EQ(JudgePort(kOpen, std::nullopt, true, false).standing, Standing::kOpenQuestion);
  EXPECT_EQ(JudgePort(kOpen, Saw(Reason::kDnsServfail), true, false).standing,
            Standing::kOpenQuestion);
}

}  // namespace
}  // namespace reach::cli
