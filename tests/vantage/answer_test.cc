#include "exporter/vantage/answer.h"

#include <gtest/gtest.h>

#include "exporter/probes/probe_report.h"

namespace reach::vantage {
namespace {

TEST(AnswerTest, ReadsWhatTheProbeApiWrites) {
  ProbeReport report{
      "rust.example:28016", {"rust.example", 28016}, {}, Transport::kTcp, "tcp", false, {}};
  report.address = *Address::Parse("192.0.2.7");
  report.seen.reason = Reason::kIcmpPortUnreachable;
  report.seen.duration = std::chrono::milliseconds(30);
  report.seen.icmp = IcmpError{3, 3, report.address, Offender::kTarget};
  const auto answer = ParseAnswer("fra1", ToJson(report));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->vantage, "fra1");
  EXPECT_EQ(answer->address, report.address);
  EXPECT_EQ(answer->seen.reason, Reason::kIcmpPortUnreachable);
  EXPECT_EQ(answer->seen.duration, report.seen.duration);
  EXPECT_FALSE(answer->seen.rtt);
  ASSERT_TRUE(answer->seen.icmp);
  EXPECT_EQ(answer->seen.icmp->code, 3);
  EXPECT_EQ(answer->seen.icmp->sender, report.address);
  EXPECT_FALSE(answer->trace);
}

TEST(AnswerTest, AttemptsAreReadAndAVantageThatDoesNotCountMadeOne) {
  const auto counted =
      ParseAnswer("fra1", R"({"reason": "reply", "attempts": 12, "answered": 8, "lost": 4})");
  ASSERT_TRUE(counted);
  EXPECT_EQ(counted->attempts, 12U);
  EXPECT_EQ(counted->answered, 8U);
  const auto odd = ParseAnswer(
      "fra1", R"({"reason": "syn_ack", "attempts": 3, "answered": 99, "syn_retransmits": 1e9})");
  ASSERT_TRUE(odd);
  EXPECT_EQ(odd->answered, 3U);
  EXPECT_EQ(odd->syn_retransmits, 0U);
  const auto old = ParseAnswer("fra1", R"({"reason": "no_answer"})");
  ASSERT_TRUE(old);
  EXPECT_EQ(old->attempts, 1U);
  EXPECT_EQ(old->answered, 0U);
}

TEST(AnswerTest, TraceIsRead) {
  const auto answer = ParseAnswer(
      "fra1",
      R"({"reason": "rst", "trace": {"answered_at": 5, "answer": "rst", "last_router": 4,
          "last_address": "192.0.2.1", "host_distance": 300, "forwarder": -1,
          "answer_ttl": 60, "answer_tos": 0}})");
  ASSERT_TRUE(answer && answer->trace);
  EXPECT_EQ(answer->trace->answered_at, 5);
  EXPECT_EQ(answer->trace->answer, Reason::kRst);
  EXPECT_EQ(answer->trace->last_address, *Address::Parse("192.0.2.1"));
  EXPECT_EQ(answer->trace->host_distance, 255);
  EXPECT_EQ(answer->trace->forwarder, 0);
  EXPECT_EQ(answer->trace->answer_ttl, 60);
  EXPECT_EQ(answer->trace->answer_tos, 0);
  EXPECT_FALSE(answer->trace->host_ttl);
}

TEST(AnswerTest, WhatCannotBeReadIsNoAnswer) {
  for (const char* text : {"", "null", "[]", "{}", "{\"reason\": 5}", "{\"reason\": \"bored\"}",
                           "{\"reason\": \"rst\"", "<html>reason</html>"}) {
    EXPECT_FALSE(ParseAnswer("fra1", text)) << text;
  }
}

TEST(AnswerTest, OddValuesAreLeftOut) {
  const auto answer =
      ParseAnswer("fra1", R"({"reason": "syn_ack", "rtt_seconds": -1, "duration_seconds": 1e300,
                  "address": "somewhere", "icmp_type": "3", "trace": 5})");
  ASSERT_TRUE(answer);
  EXPECT_FALSE(answer->seen.rtt);
  EXPECT_EQ(answer->seen.duration, Duration());
  EXPECT_FALSE(answer->address);
  EXPECT_FALSE(answer->seen.icmp);
  EXPECT_FALSE(answer->trace);
}

}  // namespace
}  // namespace reach::vantage
