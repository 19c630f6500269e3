#include "exporter/metrics/self_metrics.h"

#include <gtest/gtest.h>

#include "tests/support/made_up_snapshot.h"

namespace reach::metrics {
namespace {

using test::LinesWith;

std::string RenderSelf(const Snapshot& snapshot, const ReloadStatus& reload, Format format) {
  std::string text;
  Exposition out(format, text);
  Render(CollectSelf(snapshot, reload, {}, std::nullopt), out);
  out.Finish();
  return text;
}

Snapshot TwoShards() {
  test::SnapshotMaker maker(Clock::now());
  Snapshot snapshot = maker.Add({}, Row()).Add({.name = "query"}, Row()).Make();
  snapshot.shards.push_back(snapshot.shards[0]);
  for (ShardSnapshot& shard : snapshot.shards) {
    shard.stats.lag_buckets[0] = 10;
    shard.stats.lag_buckets[1] = 2;
    shard.stats.lag_buckets.back() = 1;
    shard.stats.lag_sum = 6.5;
    shard.stats.in_flight = 3;
    shard.stats.skipped = 4;
  }
  return snapshot;
}

TEST(SelfMetricsTest, ShardsAreSummedUp) {
  const std::string text = RenderSelf(TwoShards(), {}, Format::kText);
  EXPECT_NE(text.find("\nreach_exporter_checks 4\n"), std::string::npos);
  EXPECT_NE(text.find("\nreach_exporter_probes_in_flight 6\n"), std::string::npos);
  EXPECT_NE(text.find("\nreach_exporter_probes_skipped_total 8\n"), std::string::npos);
}

TEST(SelfMetricsTest, LagBucketsAreCumulativeAndEndWithTheCount) {
  const std::string name = "reach_exporter_scheduler_lag_seconds";
  for (const Format format : {Format::kText, Format::kOpenMetrics}) {
    const std::string text = RenderSelf(TwoShards(), {}, format);
    EXPECT_NE(text.find("\n" + name + "_bucket{le=\"0.001\"} 20\n"), std::string::npos);
    EXPECT_NE(text.find("\n" + name + "_bucket{le=\"1.0\"} 24\n"), std::string::npos);
    EXPECT_NE(text.find("\n" + name + "_bucket{le=\"+Inf\"} 26\n"), std::string::npos);
    EXPECT_NE(text.find("\n" + name + "_count 26\n"), std::string::npos);
    EXPECT_NE(text.find("\n" + name + "_sum 13\n"), std::string::npos);
  }
}

TEST(SelfMetricsTest, TimeOfTheLastGoodLoadIsAbsentBeforeTheFirst) {
  const std::string none = RenderSelf(TwoShards(), {}, Format::kText);
  EXPECT_NE(none.find("config_last_reload_successful 0\n"), std::string::npos);
  EXPECT_EQ(none.find("last_reload_success_timestamp"), std::string::npos);
  const std::chrono::system_clock::time_point when{std::chrono::seconds(1795230000)};
  const std::string good = RenderSelf(TwoShards(), {true, when}, Format::kText);
  EXPECT_NE(good.find("config_last_reload_successful 1\n"), std::string::npos);
  EXPECT_NE(good.find("last_reload_success_timestamp_seconds 1795230000\n"), std::string::npos);
}

TEST(SelfMetricsTest, ProberOnlineIsAbsentWhileItIsNotKnown) {
  Snapshot snapshot = TwoShards();
  EXPECT_TRUE(LinesWith(RenderSelf(snapshot, {}, Format::kText), "reach_prober_online").empty());
  snapshot.online[0] = {Tenths::At(Clock::now()), Online::kNo};
  EXPECT_EQ(LinesWith(RenderSelf(snapshot, {}, Format::kText), "reach_prober_online"),
            std::vector<std::string>{"reach_prober_online{scope=\"lan\"} 0"});
  snapshot.online = {OnlineStatus{Tenths::At(Clock::now()), Online::kYes},
                     OnlineStatus{Tenths::At(Clock::now()), Online::kNo}};
  EXPECT_EQ(LinesWith(RenderSelf(snapshot, {}, Format::kText), "reach_prober_online"),
            (std::vector<std::string>{"reach_prober_online{scope=\"internet\"} 0",
                                      "reach_prober_online{scope=\"lan\"} 1"}));
}

TEST(SelfMetricsTest, OpenMetricsTextHasItsOwnTypeNamesAndEnds) {
  const std::string text = RenderSelf(TwoShards(), {}, Format::kOpenMetrics);
  EXPECT_NE(text.find("# TYPE reach_exporter_build info\n"), std::string::npos);
  EXPECT_NE(text.find("\nreach_exporter_build_info{"), std::string::npos);
  EXPECT_NE(text.find("# TYPE reach_exporter_probes_skipped counter\n"), std::string::npos);
  EXPECT_TRUE(text.ends_with("# EOF\n"));
}

TEST(SelfMetricsTest, EachSourceOfTargetsHasItsSeries) {
  const std::chrono::system_clock::time_point when{std::chrono::seconds(1795230000)};
  const std::string text = RenderSelf(
      TwoShards(), {true, when, {{"a/*.yml", true, when, 3}, {"http://b/", false, {}, 0}}},
      Format::kText);
  const std::string name = "\nreach_exporter_target_file_";
  for (const char* sample :
       {"last_load_successful{source=\"a/*.yml\"} 1\n",
        "last_load_successful{source=\"http://b/\"} 0\n", "targets{source=\"a/*.yml\"} 3\n",
        "last_load_success_timestamp_seconds{source=\"a/*.yml\"} 1795230000\n"}) {
    EXPECT_NE(text.find(name + sample), std::string::npos) << sample;
  }
  EXPECT_EQ(text.find("timestamp_seconds{source=\"http://b/\"}"), std::string::npos);
}

}  // namespace
}  // namespace reach::metrics
