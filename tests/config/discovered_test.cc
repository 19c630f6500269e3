// What discovered targets become.
#include "exporter/config/discovered.h"

#include <gtest/gtest.h>

#include "exporter/config/blueprint.h"
#include "tests/support/config_text.h"

namespace reach {
namespace {

// The merge of one list with a configuration that has one source with these defaults.
config::Merged Merge(const std::string& defaults, const std::string& list,
                     const std::string& more = "") {
  const config::Config config =
      LoadText(more + "\ntarget_files: [{files: [x], defaults: {" + defaults + "}}]\n");
  const std::vector<config::SourceLists> sources = {
      {&config.blueprint->sources()[0], {config::ParseTargetList("list.yml", list)}}};
  return config::MergeDiscovered(config, sources);
}

std::string Titles(const config::Merged& merged) {
  std::string titles;
  for (const Check& check : merged.checks) titles += Title(check) + " ";
  return titles;
}

std::string OnlyWarning(const config::Merged& merged) {
  EXPECT_EQ(merged.warnings.size(), 1u);
  return merged.warnings.empty() ? "" : merged.warnings[0];
}

TEST(DiscoveredTest, DefaultsPickTheModuleAndTheTargetIsCalledAsItIsWritten) {
  const auto merged = Merge("module: tcp, port: 22, interval: 20s, labels: {tier: gold, env: dev}",
                            "[{targets: ['a.example:80', 'b.example', '[2001:db8::1]:443', "
                            "'2001:db8::2'], labels: {env: prod}}]");
  EXPECT_EQ(Titles(merged),
            "a.example:80/tcp-80 b.example/tcp-22 "
            "[2001:db8::1]:443/tcp-443 2001:db8::2/tcp-22 ");
  EXPECT_TRUE(merged.warnings.empty());
  const Check& first = merged.checks[0];
  EXPECT_EQ(first.host, "a.example");
  EXPECT_EQ(first.port, 80);
  EXPECT_EQ(first.policy->interval, std::chrono::seconds(20));
  EXPECT_EQ(first.labels(), (Labels{{"env", "prod"}, {"tier", "gold"}}));
  EXPECT_EQ(merged.checks[2].host, "2001:db8::1");
}

TEST(DiscoveredTest, LabelsPickTheChecks) {
  const auto merged = Merge("module: udp", R"([
{targets: [a.example], labels: {__reach_profile: valheim, __reach_target: vh, __meta_x: y}},
{targets: ['b.example:5'], labels: {__param_module: tcp, __reach_check: web, __reach_path: lan}},
{targets: ['b.example:6'], labels: {job: j, instance: i, empty: ''}}])");
  EXPECT_TRUE(merged.warnings.empty());
  ASSERT_GE(merged.checks.size(), 4u);
  EXPECT_EQ(merged.checks[0].target, "vh");
  EXPECT_EQ(merged.checks[0].policy->profile, "valheim");
  EXPECT_TRUE(merged.checks[0].labels().empty());
  const Check& web = merged.checks[merged.checks.size() - 2];
  EXPECT_EQ(Title(web), "b.example:5/web");
  EXPECT_EQ(web.path, Path::kLan);
  EXPECT_EQ(web.policy->module->name, "tcp");
  EXPECT_EQ(merged.checks.back().policy->module->name, "udp");
  EXPECT_TRUE(merged.checks.back().labels().empty());
}

TEST(DiscoveredTest, APingNeedsNoPortAndDropsOne) {
  const auto merged = Merge("module: icmp", "[{targets: [a.example, 'b.example:9100']}]");
  EXPECT_EQ(Titles(merged), "a.example/icmp b.example/icmp ");
  EXPECT_EQ(merged.checks[1].port, 0);
}

TEST(DiscoveredTest, ATargetThatCannotBeProbedIsLeftOutAndNamed) {
  const auto problem = [](const std::string& defaults, const std::string& target,
                          const std::string& labels = "") {
    const auto merged = Merge(defaults,
                              "- targets: ['ok.example:1']\n  labels: {__param_module: "
                              "tcp}\n- {targets: ['" +
                                  target + "'], labels: {" + labels + "}}\n");
    EXPECT_EQ(merged.checks.size(), 1u);
    return OnlyWarning(merged);
  };
  const std::string at = "list.yml:3: target ";
  EXPECT_EQ(problem("", "a:1"), at + "\"a:1\": no module: set __param_module, __reach_profile, or "
                                     "\"module\" under \"defaults\"");
  EXPECT_EQ(problem("module: tcp", "a"), at + "\"a\": \"port\" is missing");
  EXPECT_EQ(problem("profile: rust", "a:1"),
            at + "\"a:1\": the profile says the ports; write the host alone");
  EXPECT_EQ(problem("module: tcp", "http://a/"),
            at + "\"http://a/\": the host is a URL; write the host alone");
  EXPECT_EQ(
      problem("module: tcp", "a:1", "__reach_path: moon"),
      at + "\"a:1\": __reach_path must be one of local, lan, hairpin, internet, not \"moon\"");
  EXPECT_EQ(problem("", "a:1", "__param_module: tcp, __reach_profile: rust"),
            at + "\"a:1\": __reach_profile and __param_module exclude each other");
  EXPECT_NE(problem("", "a:1", "__param_module: tpc").find("unknown module \"tpc\""),
            std::string::npos);
  EXPECT_NE(problem("", "${HOME}:1", "__param_module: tcp").find("${HOME}"), std::string::npos);
}

TEST(DiscoveredTest, LabelsThatAUserMayNotSetAreRenamedOrLeftOut) {
  const auto merged = Merge("module: tcp", R"([{targets: ['a:1', 'b:1'], labels: {host: x, le: y,
exported_le: z, a-b: c}}])");
  EXPECT_EQ(merged.checks[1].labels(), (Labels{{"exported_host", "x"}, {"exported_le", "z"}}));
  EXPECT_EQ(merged.warnings,
            (std::vector<std::string>{
                "list.yml:1: label \"host\" is the exporter's own; it becomes \"exported_host\"",
                "list.yml:1: label \"le\" is the exporter's own; it becomes \"exported_le\"",
                "list.yml:1: label \"a-b\" is not a label name and is left out"}));
}

TEST(DiscoveredTest, TextFromOutsideIsMadeSafe) {
  const auto merged = Merge("module: tcp",
                            "[{\"targets\": [\"a:1\"], \"labels\": {\"x\": \"1\\n2\\u0000\", "
                            "\"__reach_target\": \"n\\nm\", \"__reach_check\": \"" +
                                std::string(300, 'c') + "\"}}]");
  ASSERT_EQ(merged.checks.size(), 1u);
  EXPECT_EQ(merged.checks[0].labels(), (Labels{{"x", "1 2 "}}));
  EXPECT_EQ(merged.checks[0].target, "n m");
  EXPECT_EQ(merged.checks[0].name(), std::string(128, 'c'));
}

TEST(DiscoveredTest, TheFirstOfTwoEqualChecksIsKept) {
  const std::string own =
      "targets: [{name: own, host: h.example, checks: [{module: tcp, port: 1}]}]";
  const auto merged = Merge("module: tcp", R"([
{targets: ['h.example:1', 'h.example:2', 'other.example:3'], labels: {__reach_target: own}},
{targets: ['x:1', 'x:1']}])",
                            own);
  EXPECT_EQ(Titles(merged), "own/tcp-1 own/tcp-2 x:1/tcp-1 ");
  EXPECT_EQ(merged.warnings,
            (std::vector<std::string>{
                "list.yml:2: target \"h.example:1\": the check \"own/tcp-1\" is there already",
                "list.yml:2: target \"other.example:3\": the target \"own\" is there already, with "
                "the host \"h.example\"",
                "list.yml:3: target \"x:1\": the check \"x:1/tcp-1\" is there already"}));
}

TEST(DiscoveredTest, AListWithManyFaultsGivesFewWarnings) {
  std::string list = "- targets: [";
  for (int i = 0; i < 1000; ++i) list += "'host-" + std::to_string(i) + "', ";
  const auto merged = Merge("module: tcp", list + "]\n");
  ASSERT_EQ(merged.warnings.size(), 21u);
  EXPECT_TRUE(merged.warnings.back().ends_with("/x: 980 more such warnings"));
}

}  // namespace
}  // namespace reach
