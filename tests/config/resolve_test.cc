// `resolve:` from the file and from target lists to the checks, and back by Print.
#include <gtest/gtest.h>

#include "exporter/config/blueprint.h"
#include "exporter/config/discovered.h"
#include "tests/support/config_text.h"

namespace reach {
namespace {

constexpr char kAll[] = R"(
targets:
- {name: t, host: t.example, resolve: all, family: both, checks: [{module: tcp, port: 1}]}
- {name: u, host: u.example, checks: [{module: tcp, port: 1}]}
)";

TEST(ResolveTest, IsOfTheTargetAndFirstWhereNothingIsSaid) {
  const config::Config config = LoadText(kAll);
  EXPECT_EQ(FindCheck(config, "t/tcp-1", Family::kIp4).resolve, Resolve::kAll);
  EXPECT_EQ(FindCheck(config, "t/tcp-1", Family::kIp6).resolve, Resolve::kAll);
  EXPECT_EQ(FindCheck(config, "u/tcp-1").resolve, Resolve::kFirst);
}

TEST(ResolveTest, PrintedConfigurationLoadsToTheSame) {
  const config::Config again = LoadText(config::Print(LoadText(kAll)));
  EXPECT_EQ(FindCheck(again, "t/tcp-1", Family::kIp4).resolve, Resolve::kAll);
  EXPECT_EQ(FindCheck(again, "u/tcp-1").resolve, Resolve::kFirst);
}

TEST(ResolveTest, OtherWordsAreRefused) {
  const std::string faults = FaultsOf(
      "targets: [{name: t, host: t.example, resolve: both, checks: [{module: tcp, port: 1}]}]");
  EXPECT_NE(faults.find("resolve"), std::string::npos) << faults;
}

TEST(ResolveTest, AddressIsNoLabelThatAUserMaySet) {
  const std::string faults = FaultsOf(
      "targets: [{name: t, host: t.example, labels: {address: x}, checks: [{module: tcp, port: "
      "1}]}]");
  EXPECT_NE(faults.find("\"address\" is not allowed"), std::string::npos) << faults;
}

TEST(ResolveTest, TargetsOfListsHaveItFromALabelOrFromTheDefaults) {
  const config::Config config =
      LoadText("target_files: [{files: [x], defaults: {module: tcp, port: 1, resolve: all}}]\n");
  const std::vector<config::SourceLists> sources = {
      {&config.blueprint->sources()[0], {config::ParseTargetList("list.yml", R"([
{targets: [a.example]},
{targets: [b.example], labels: {__reach_resolve: first}},
{targets: [c.example], labels: {__reach_resolve: some}}])")}}};
  const auto merged = config::MergeDiscovered(config, sources);
  ASSERT_EQ(merged.checks.size(), 2u);
  EXPECT_EQ(merged.checks[0].resolve, Resolve::kAll);
  EXPECT_EQ(merged.checks[1].resolve, Resolve::kFirst);
  ASSERT_EQ(merged.warnings.size(), 1u);
  EXPECT_NE(merged.warnings[0].find("__reach_resolve must be first or all"), std::string::npos);
}

}  // namespace
}  // namespace reach
