#include "exporter/engine/rtt_groups.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <memory>

#include "tests/support/made_up_snapshot.h"

namespace reach {
namespace {

CheckTable Table(std::initializer_list<test::CheckSpec> specs) {
  CheckTable table;
  for (const test::CheckSpec& spec : specs) table.push_back({test::MakeCheck(spec), {}});
  return table;
}

const CheckPolicy& PolicyOf(const CheckTable& table, std::size_t index) {
  return *table[index].check.policy;
}

std::uint64_t CountOf(const RttHistogram& histogram) {
  std::uint64_t count = 0;
  for (const std::uint64_t bucket : histogram.buckets) count += bucket;
  return count;
}

TEST(RttBoundsTest, AreTwentyAndDoubleFrom50Microseconds) {
  ASSERT_EQ(kRttBounds.size(), 20U);
  EXPECT_EQ(kRttBounds.front(), 0.00005);
  EXPECT_EQ(kRttBounds[1], 0.0001);
  EXPECT_EQ(kRttBounds[10], 0.0512);
  EXPECT_EQ(kRttBounds.back(), 26.2144);
}

TEST(RttGroupsTest, EveryGroupIsThereBeforeItsFirstRoundTrip) {
  const CheckTable table =
      Table({{.name = "query"}, {.name = "rcon"}, {.name = "x", .profile = ""}});
  RttGroups groups;
  groups.Apply(table);
  ASSERT_EQ(groups.histograms().size(), 3U);
  for (const auto& [group, histogram] : groups.histograms()) EXPECT_EQ(CountOf(histogram), 0U);
  EXPECT_TRUE(groups.histograms().contains({"rust", "query_port"}));
  EXPECT_TRUE(groups.histograms().contains({"", "x_port"}));
}

TEST(RttGroupsTest, ChecksOfOneModuleInOneProfileAreOneGroup) {
  const CheckTable table = Table({{.target = "a"}, {.target = "b"}, {.profile = "minecraft"}});
  RttGroups groups;
  groups.Apply(table);
  groups.Add(PolicyOf(table, 0), 0.01);
  groups.Add(PolicyOf(table, 1), 0.02);
  groups.Add(PolicyOf(table, 2), 0.04);
  EXPECT_EQ(CountOf(groups.histograms().at({"rust", "game_port"})), 2U);
  EXPECT_DOUBLE_EQ(groups.histograms().at({"rust", "game_port"}).sum, 0.03);
  EXPECT_EQ(CountOf(groups.histograms().at({"minecraft", "game_port"})), 1U);
}

TEST(RttGroupsTest, ABoundBelongsToTheBucketBelowIt) {
  const CheckTable table = Table({{}});
  RttGroups groups;
  groups.Apply(table);
  for (const double seconds : {0.0, 50e-6, 51e-6, 26.2144, 26.3}) {
    groups.Add(PolicyOf(table, 0), seconds);
  }
  const auto& buckets = groups.histograms().begin()->second.buckets;
  EXPECT_EQ(buckets[0], 2U);
  EXPECT_EQ(buckets[1], 1U);
  EXPECT_EQ(buckets[19], 1U);
  EXPECT_EQ(buckets[20], 1U);
}

TEST(RttGroupsTest, AReloadKeepsGroupsThatStayAndDropsTheOthers) {
  RttGroups groups;
  const CheckTable before = Table({{.name = "query"}, {.name = "rcon"}});
  groups.Apply(before);
  groups.Add(PolicyOf(before, 0), 0.01);
  groups.Add(PolicyOf(before, 1), 0.01);
  const CheckTable after = Table({{.name = "query"}, {.name = "companion"}});
  groups.Apply(after);
  groups.Add(PolicyOf(after, 0), 0.01);
  ASSERT_EQ(groups.histograms().size(), 2U);
  EXPECT_EQ(CountOf(groups.histograms().at({"rust", "query_port"})), 2U);
  EXPECT_EQ(CountOf(groups.histograms().at({"rust", "companion_port"})), 0U);
}

}  // namespace
}  // namespace reach
