#include "exporter/metrics/group_families.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/made_up_snapshot.h"

namespace reach::metrics {
namespace {

using test::LinesWith;

// Two shards that have measured the same.
Snapshot Measured(const RttGroup& group) {
  test::SnapshotMaker maker(Clock::now());
  Snapshot snapshot = maker.Add({}, Row()).Make();
  RttHistogram& histogram = snapshot.shards[0].rtt[group];
  histogram.buckets[0] = 1;
  histogram.buckets[10] = 3;
  histogram.buckets.back() = 2;
  histogram.sum = 60.5;
  snapshot.shards.push_back(snapshot.shards[0]);
  return snapshot;
}

std::string Render(const Snapshot& snapshot, Format format = Format::kText) {
  std::string text;
  Exposition out(format, text);
  RenderGroups(snapshot, "home", out);
  return text;
}

TEST(GroupFamiliesTest, BucketsOfAllShardsAreCumulativeAndEndWithTheCount) {
  const std::string labels = "{vantage=\"home\",profile=\"rust\",module=\"a2s\"";
  const std::string name = "reach_group_rtt_seconds";
  for (const Format format : {Format::kText, Format::kOpenMetrics}) {
    const std::string text = Render(Measured({"rust", "a2s"}), format);
    EXPECT_EQ(LinesWith(text, name + "_bucket").size(), 21U);
    for (const std::string& line :
         {name + "_bucket" + labels + ",le=\"5e-05\"} 2\n",
          name + "_bucket" + labels + ",le=\"0.0256\"} 2\n",
          name + "_bucket" + labels + ",le=\"0.0512\"} 8\n",
          name + "_bucket" + labels + ",le=\"26.2144\"} 8\n",
          name + "_bucket" + labels + ",le=\"+Inf\"} 12\n", name + "_sum" + labels + "} 121\n",
          name + "_count" + labels + "} 12\n", "# TYPE " + name + " histogram\n"}) {
      EXPECT_NE(text.find(line), std::string::npos) << line << text;
    }
  }
}

TEST(GroupFamiliesTest, WithoutAProfileTheLabelIsEmpty) {
  EXPECT_NE(Render(Measured({"", "tcp"})).find("profile=\"\",module=\"tcp\",le=\"+Inf\"} 12\n"),
            std::string::npos);
}

TEST(GroupFamiliesTest, WithoutChecksThereIsNothing) {
  Snapshot nothing;
  nothing.shards.resize(2);
  EXPECT_EQ(Render(nothing), "");
}

}  // namespace
}  // namespace reach::metrics
