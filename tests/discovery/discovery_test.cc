#include "exporter/discovery/discovery.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/discovering.h"
#include "tests/support/temp_folder.h"

namespace reach {
namespace {

using test::Discovering;

class DiscoveryTest : public testing::Test {
 protected:
  // A refresh of a day: only what is seen by inotify changes anything in time.
  std::string Config(const std::string& refresh = "1d", const std::string& more = "") const {
    return "target_files: [{files: ['" + folder_.Path("*.yml") + "'], refresh: " + refresh +
           ", defaults: {module: tcp}}]\n" + more;
  }
  void Write(const std::string& target) const {
    folder_.Write("a.yml", "- targets: ['" + target + "']\n");
  }
  test::TempFolder folder_;
};

TEST_F(DiscoveryTest, OwnChecksComeFirstAndListsAfterThem) {
  Write("a:1");
  Discovering discovering;
  discovering.Start(
      Config("1d", "targets: [{name: own, host: h.example, checks: [{module: tcp, port: 9}]}]"));
  EXPECT_TRUE(discovering.Become("own/tcp-9 a:1/tcp-1 "));
  EXPECT_EQ(discovering.changes(), 1);
  EXPECT_EQ(discovering.status().targets, 1u);
  EXPECT_TRUE(discovering.status().successful);
}

TEST_F(DiscoveryTest, ChangesAreSeenAtOnce) {
  Discovering discovering;
  discovering.Start(Config());
  EXPECT_TRUE(discovering.Become(""));
  Write("a:1");
  EXPECT_TRUE(discovering.Become("a:1/tcp-1 "));
  Write("b:2");
  EXPECT_TRUE(discovering.Become("b:2/tcp-2 "));
  folder_.Remove("a.yml");
  EXPECT_TRUE(discovering.Become(""));
}

TEST_F(DiscoveryTest, ASwappedConfigMapIsSeenAtOnce) {
  folder_.Write("..1/a.yml", "- targets: ['a:1']\n");
  folder_.Link("..data", "..1");
  folder_.Link("a.yml", "..data/a.yml");
  Discovering discovering;
  discovering.Start(Config());
  EXPECT_TRUE(discovering.Become("a:1/tcp-1 "));
  folder_.Write("..2/a.yml", "- targets: ['b:2']\n");
  folder_.Link("..data", "..2");
  EXPECT_TRUE(discovering.Become("b:2/tcp-2 "));
}

TEST_F(DiscoveryTest, WithoutInotifyTheRefreshSeesIt) {
  Write("a:1");
  Discovering discovering(false);
  discovering.Start(Config("1s"));
  EXPECT_TRUE(discovering.Become("a:1/tcp-1 "));
  Write("b:2");
  EXPECT_TRUE(discovering.Become("b:2/tcp-2 "));
}

TEST_F(DiscoveryTest, ABadFileKeepsTheListAndIsReportedOnce) {
  Write("a:1");
  Discovering discovering;
  discovering.Start(Config("1s"));
  EXPECT_TRUE(discovering.Become("a:1/tcp-1 "));
  const auto good = discovering.status().success;
  folder_.Write("a.yml", "- [");
  EXPECT_TRUE(discovering.Turn(false));
  EXPECT_EQ(discovering.titles(), "a:1/tcp-1 ");
  EXPECT_EQ(discovering.status().targets, 1u);
  EXPECT_GE(discovering.status().success, good);
  Write("b:2");
  EXPECT_TRUE(discovering.Become("b:2/tcp-2 "));
  const auto reports = discovering.reports();
  ASSERT_EQ(reports.size(), 2u);
  EXPECT_TRUE(reports[0].starts_with(
      "bad: list of targets refused, the last good one is kept: " + folder_.Path("a.yml") + ":"))
      << reports[0];
  EXPECT_EQ(reports[1], "good: the list of targets can be used again");
}

TEST_F(DiscoveryTest, AReloadComesWholeAndOnce) {
  Write("a:1");
  Discovering discovering;
  discovering.Start(Config());
  EXPECT_TRUE(discovering.Become("a:1/tcp-1 "));
  discovering.Start(
      Config("1d", "targets: [{name: own, host: h, checks: [{module: tcp, port: 9}]}]"));
  EXPECT_TRUE(discovering.Become("own/tcp-9 a:1/tcp-1 "));
  EXPECT_EQ(discovering.changes(), 2);
  discovering.Start("targets: [{name: own, host: h, checks: [{module: tcp, port: 9}]}]");
  EXPECT_TRUE(discovering.Become("own/tcp-9 "));
}

TEST_F(DiscoveryTest, WithoutSourcesTheConfigurationComesAsItIs) {
  Discovering discovering;
  discovering.Start("targets: [{name: own, host: h, checks: [{module: tcp, port: 9}]}]");
  EXPECT_TRUE(discovering.Become("own/tcp-9 "));
}

TEST_F(DiscoveryTest, AWarningIsSaidOnceAlthoughTheListChanges) {
  folder_.Write("a.yml", "- targets: ['a:1', 'a:1']\n");
  Discovering discovering;
  discovering.Start(Config());
  EXPECT_TRUE(discovering.Become("a:1/tcp-1 "));
  folder_.Write("a.yml", "- targets: ['a:1', 'a:1', 'b:2']\n");
  EXPECT_TRUE(discovering.Become("a:1/tcp-1 b:2/tcp-2 "));
  EXPECT_EQ(discovering.reports().size(), 1u);
}

}  // namespace
}  // namespace reach
