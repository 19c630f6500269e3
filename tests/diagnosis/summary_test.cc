#include "exporter/diagnosis/summary.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/evidence_maker.h"

namespace reach::diagnosis {
namespace {

Summary SummaryOf(const TargetEvidence& evidence) {
  return SummaryOf(evidence, Diagnose(evidence));
}

bool Mentions(const std::vector<std::string>& lines, std::string_view word) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const std::string& line) { return line.find(word) != std::string::npos; });
}

TEST(SummaryTest, SaysWhatIsWrongWithWhichPortAndWhatToDo) {
  PortEvidence port = TcpPort({Seen(View::kLoopback, Reason::kRst)});
  port.listeners = host::PortListeners();
  const Summary summary = SummaryOf(Target({port}));
  EXPECT_NE(summary.sentence.find("28016/tcp"), std::string::npos) << summary.sentence;
  EXPECT_TRUE(Mentions(summary.remedy, "Start the server"));
}

TEST(SummaryTest, SpeaksOfThePortThatTheRootCauseIsAbout) {
  TargetEvidence evidence = Target({GamePort({Works(View::kOutside, Reason::kNoReplyRequired)}),
                                    TcpPort({Seen(View::kLoopback, Reason::kRst)})});
  evidence.ports[1].listeners = host::PortListeners();
  EXPECT_NE(SummaryOf(evidence).sentence.find("28016"), std::string::npos);
}

TEST(SummaryTest, NamesTheViewsThatAreMissingAndTheCommandThatHasThem) {
  const Summary inside = SummaryOf(Target({TcpPort({Seen(View::kLan, Reason::kRst)})}));
  EXPECT_TRUE(Mentions(inside.blind, "reach_exporter vantage"));
  EXPECT_TRUE(Mentions(inside.blind, "--listeners -"));
  const Summary outside = SummaryOf(Target({TcpPort({Seen(View::kOutside, Reason::kRst)})}));
  EXPECT_FALSE(Mentions(outside.blind, "reach_exporter vantage"));
}

TEST(SummaryTest, HealthyTargetHasNoBlindSpotsToWorryAbout) {
  EXPECT_TRUE(SummaryOf(Target({TcpPort({Works(View::kOutside)})})).blind.empty());
}

TEST(SummaryTest, EvidenceWithoutPortsIsNoTrouble) { SummaryOf(TargetEvidence()); }

}  // namespace
}  // namespace reach::diagnosis
