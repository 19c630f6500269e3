#include "exporter/metrics/check_metrics.h"

#include <gtest/gtest.h>

#include <set>

#include "exporter/metrics/check_families.h"
#include "exporter/metrics/series.h"
#include "tests/support/made_up_snapshot.h"

namespace reach::metrics {
namespace {

using config::MetricsMode;
using test::LinesWith;
using test::MakeRow;
using test::SnapshotMaker;

class CheckMetricsTest : public testing::Test {
 protected:
  CheckMetricsTest() { clock_.Update(now_, std::chrono::system_clock::now()); }

  std::string Render(const Snapshot& snapshot, MetricsMode mode = MetricsMode::kFull,
                     Format format = Format::kText) const {
    std::string text;
    Exposition out(format, text);
    RenderChecks(snapshot, mode, clock_, out);
    return text;
  }

  static std::size_t Series(const std::string& text) { return LinesWith(text, "reach_").size(); }

  TimePoint now_ = Clock::now();
  WallClock clock_;
};

TEST_F(CheckMetricsTest, CheckThatWasNeverProbedHasItsStateAndCountersAtZeroAndNothingElse) {
  const std::string text = Render(SnapshotMaker(now_).Add({}, Row()).Make());
  EXPECT_EQ(LinesWith(text, "reach_port_state{").size(), 7U);
  EXPECT_NE(text.find("state=\"unknown\"} 1\n"), std::string::npos);
  for (const char* counter :
       {"reach_probes_total{", "reach_probe_failures_total{", "reach_refusals_total{",
        "reach_attempts_total{", "reach_unconfirmed_total{", "reach_syn_retransmits_total{"}) {
    const auto lines = LinesWith(text, counter);
    ASSERT_EQ(lines.size(), 1U) << counter;
    EXPECT_TRUE(lines[0].ends_with("} 0")) << lines[0];
  }
  for (const char* absent : {"probe_success", "rtt_seconds", "probe_duration", "last_probe",
                             "state_changed", "down_since", "failure_info"}) {
    EXPECT_TRUE(LinesWith(text, std::string("reach_") + absent).empty()) << absent;
  }
}

TEST_F(CheckMetricsTest, RttIsAbsentAndNotZeroWhileThePortIsNotOpen) {
  Row row = MakeRow(Reason::kSynAck, Success::kYes, now_);
  EXPECT_EQ(LinesWith(Render(SnapshotMaker(now_).Add({}, row).Make()), "reach_rtt_seconds{").size(),
            1U);
  row.reason = Reason::kRst;
  EXPECT_TRUE(
      LinesWith(Render(SnapshotMaker(now_).Add({}, row).Make()), "reach_rtt_seconds").empty());
  row = MakeRow(Reason::kSynAck, Success::kYes, now_);
  row.rtt = -1;
  EXPECT_TRUE(
      LinesWith(Render(SnapshotMaker(now_).Add({}, row).Make()), "reach_rtt_seconds").empty());
}

TEST_F(CheckMetricsTest, ErrorHasAReasonAndNoSuccessSample) {
  const Row row = MakeRow(Reason::kDnsServfail, Success::kAbsent, now_);
  const std::string text = Render(SnapshotMaker(now_).Add({}, row).Make());
  EXPECT_TRUE(LinesWith(text, "reach_probe_success").empty());
  const auto failure = LinesWith(text, "reach_failure_info{");
  ASSERT_EQ(failure.size(), 1U);
  EXPECT_TRUE(failure[0].ends_with(",reason=\"dns_servfail\",offender=\"\"} 1")) << failure[0];
}

TEST_F(CheckMetricsTest, EveryCheckIsInEveryExposition) {
  SnapshotMaker maker(now_);
  for (int i = 0; i < 40; ++i) {
    const auto& reason = ReasonTable()[static_cast<std::size_t>(i) % ReasonTable().size()];
    maker.Add({.target = "t" + std::to_string(i)}, MakeRow(reason.reason, Success::kNo, now_));
  }
  for (const MetricsMode mode : {MetricsMode::kFull, MetricsMode::kLean}) {
    const std::string text = Render(maker.Make(), mode);
    EXPECT_EQ(LinesWith(text, "reach_probes_total{").size(), 40U);
  }
}

TEST_F(CheckMetricsTest, LeanHasExactlyEightSeriesPerCheck) {
  const Row row = MakeRow(Reason::kSynAck, Success::kYes, now_);
  const std::string text = Render(SnapshotMaker(now_).Add({}, row).Make(), MetricsMode::kLean);
  EXPECT_EQ(Series(text), 8U) << text;
  const auto code = LinesWith(text, "reach_port_state_code{");
  ASSERT_EQ(code.size(), 1U);
  EXPECT_TRUE(code[0].ends_with("} 0"));
}

TEST_F(CheckMetricsTest, StateCodesAreThoseThatTheHelpNames) {
  std::string list;
  for (const State state : kAllStates) {
    list += list.empty() ? "" : ", ";
    list += std::to_string(static_cast<int>(state)) + " " + std::string(Name(state));
  }
  for (const CheckFamily& family : CheckFamilies()) {
    if (family.head.name != "reach_port_state_code") continue;
    EXPECT_NE(family.head.help.find(list + "."), std::string_view::npos) << list;
  }
}

TEST_F(CheckMetricsTest, TableIsWellFormed) {
  std::set<std::string_view> names;
  for (const CheckFamily& family : CheckFamilies()) {
    const FamilyHead& head = family.head;
    EXPECT_TRUE(names.insert(head.name).second) << head.name;
    EXPECT_EQ(head.type == Type::kCounter, head.name.ends_with("_total")) << head.name;
    EXPECT_TRUE(head.help.ends_with(".")) << head.name;
    EXPECT_EQ(head.help.find_first_of("\\\"\n"), std::string_view::npos) << head.name;
  }
}

TEST_F(CheckMetricsTest, NoCheckHasMoreSeriesThanTheTableSays) {
  Row row = MakeRow(Reason::kClosedEarly, Success::kNo, now_);  // open and failing: everything
  SnapshotMaker maker(now_);
  maker.Add({}, row);
  for (const MetricsMode mode : {MetricsMode::kFull, MetricsMode::kLean}) {
    config::Config config = maker.MakeConfig();
    config.metrics = mode;
    EXPECT_EQ(Series(Render(maker.Make(), mode)), EstimateSeries(config));
  }
}

TEST_F(CheckMetricsTest, EstimateOfBytesHoldsTheText) {
  SnapshotMaker maker(now_);
  for (int i = 0; i < 50; ++i) maker.Add({}, MakeRow(Reason::kClosedEarly, Success::kNo, now_));
  const std::size_t size = Render(maker.Make()).size();
  const std::size_t estimate = EstimateBytes(maker.Make(), MetricsMode::kFull);
  EXPECT_LE(size, estimate);
  EXPECT_LE(estimate, 2 * size);
}

TEST_F(CheckMetricsTest, LabelOfTheUserWinsOverOneOfOurs) {
  const test::CheckSpec spec = {.labels = {{"role", "gold"}}};
  const Row row = MakeRow(Reason::kSynAck, Success::kYes, now_);
  const std::string text = Render(SnapshotMaker(now_).Add(spec, row).Make());
  const auto info = LinesWith(text, "reach_check_info{");
  ASSERT_EQ(info.size(), 1U);
  EXPECT_NE(info[0].find(",role=\"gold\","), std::string::npos);
  EXPECT_NE(info[0].find(",exported_role=\"proof\","), std::string::npos);
}

TEST_F(CheckMetricsTest, PathOfALiteralAddressIsKnownBeforeTheFirstProbe) {
  const test::CheckSpec spec = {.host = "127.0.0.1"};
  const std::string text = Render(SnapshotMaker(now_).Add(spec, Row()).Make());
  EXPECT_NE(LinesWith(text, "reach_check_info{").at(0).find("path=\"local\""), std::string::npos);
}

TEST(SeriesTest, WarnsAboveAMillionAndSaysWhatToDo) {
  auto policy = std::make_shared<CheckPolicy>();
  policy->module = std::make_shared<const Module>();
  Check check;
  check.policy = policy;
  config::Config config;
  config.checks.assign(10, check);
  EXPECT_FALSE(SeriesWarning(config));
  config.checks.assign(125'000, check);
  config.metrics = MetricsMode::kLean;
  EXPECT_FALSE(SeriesWarning(config)) << "exactly a million";
  config.metrics = MetricsMode::kFull;
  const auto warning = SeriesWarning(config);
  ASSERT_TRUE(warning);
  EXPECT_NE(warning->find("metrics: lean"), std::string::npos);
  config.checks.assign(125'001, check);
  config.metrics = MetricsMode::kLean;
  EXPECT_TRUE(SeriesWarning(config));
}

}  // namespace
}  // namespace reach::metrics
