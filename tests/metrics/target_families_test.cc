#include "exporter/metrics/target_families.h"

#include <gtest/gtest.h>

#include "tests/support/made_up_snapshot.h"

namespace reach::metrics {
namespace {

std::string Render(const Snapshot& snapshot, const diagnosis::Verdicts& verdicts) {
  std::string text;
  Exposition out(Format::kText, text);
  RenderTargets(snapshot, verdicts, out);
  return text;
}

TEST(TargetFamiliesTest, TargetsWithoutAVerdictSpeakByTheirRows) {
  const TimePoint now = Clock::now();
  test::SnapshotMaker maker(now);
  maker.Add({.target = "well"}, test::MakeRow(Reason::kSynAck, Success::kYes, now))
      .Add({.target = "half"}, test::MakeRow(Reason::kSynAck, Success::kYes, now))
      .Add({.target = "half", .name = "x"}, test::MakeRow(Reason::kRst, Success::kNo, now));
  const std::string text = Render(maker.Make(), {});
  EXPECT_NE(text.find("reach_target_diagnosis{target=\"well\",cause=\"healthy\"} 2\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("reach_target_diagnosis{target=\"half\",cause=\"undecided\"} 1\n"),
            std::string::npos);
  EXPECT_EQ(text.find("reach_outages_total"), std::string::npos);
}

TEST(TargetFamiliesTest, OutagesOfATargetAreThereBeforeTheFirst) {
  const TimePoint now = Clock::now();
  test::SnapshotMaker maker(now);
  maker.Add({.target = "t"}, test::MakeRow(Reason::kSynAck, Success::kYes, now));
  EXPECT_NE(Render(maker.Make(), {}).find("reach_target_outages_total{target=\"t\"} 0\n"),
            std::string::npos);
  auto verdict = std::make_shared<diagnosis::Verdict>();
  verdict->accounts[Cause::kServiceDown] = {2, {}};
  verdict->accounts[Cause::kIspBlock] = {1, {}};
  EXPECT_NE(
      Render(maker.Make(), {{"t", verdict}}).find("reach_target_outages_total{target=\"t\"} 3\n"),
      std::string::npos);
}

TEST(TargetFamiliesTest, VerdictGivesCauseOutagesAndDowntime) {
  const TimePoint now = Clock::now();
  test::SnapshotMaker maker(now);
  maker.Add({.target = "t"}, test::MakeRow(Reason::kRst, Success::kNo, now));
  auto verdict = std::make_shared<diagnosis::Verdict>();
  verdict->diagnosis.root.cause = Cause::kBoundToLoopback;
  verdict->diagnosis.root.confidence = Confidence::kProved;
  verdict->accounts[Cause::kBoundToLoopback] = {2, std::chrono::seconds(90)};
  const std::string text = Render(maker.Make(), {{"t", verdict}});
  for (const char* line :
       {"reach_target_diagnosis{target=\"t\",cause=\"bound_to_loopback\"} 3\n",
        "reach_downtime_seconds_total{target=\"t\",cause=\"bound_to_loopback\"} 90\n",
        "reach_outages_total{target=\"t\",cause=\"bound_to_loopback\"} 2\n"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << text;
  }
}

TEST(TargetFamiliesTest, TargetThatIsTheInsideOfAnotherNamesIt) {
  std::string text;
  Exposition out(Format::kText, text);
  RenderInside({{"rust-lan", "rust-main"}}, out);
  EXPECT_NE(text.find("reach_target_inside_info{target=\"rust-lan\",of=\"rust-main\"} 1\n"),
            std::string::npos)
      << text;
}

}  // namespace
}  // namespace reach::metrics
