// Which layer wins: defaults, global, module, profile, profile check, target, check.
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "tests/support/config_text.h"

namespace reach {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr StateSet kOpen = {State::kOpen};
constexpr StateSet kOpenOrSilent = {State::kOpen, State::kSilent};
constexpr StateSet kClosed = {State::kRefused, State::kFiltered};

StateSet Expected(const Check& check, Path path) {
  return check.policy->expect[static_cast<std::size_t>(path)];
}

// One check in which the first `layers` layers say an interval of their own: layer n says 10+n s.
Duration IntervalWith(int layers) {
  const auto say = [&](int layer) {
    return layer <= layers ? "interval: " + std::to_string(10 + layer) + "s" : std::string();
  };
  const auto more = [&](int layer) { return layer <= layers ? ", " + say(layer) : ""; };
  const std::string text = "global: {" + say(1) + "}\nmodules: {m: {prober: tcp" + more(2) +
                           "}}\nprofiles: {p: {checks: {c: {module: m, port: 1" + more(4) + "}}" +
                           more(3) + "}}\ntargets:\n- {name: t, host: t.example, profile: p" +
                           more(5) + ", checks: {c: {" + say(6) + "}}}\n";
  return FindCheck(LoadText(text), "t/c").policy->interval;
}

TEST(MergeTest, EachLayerWinsOverTheOnesBelow) {
  EXPECT_EQ(IntervalWith(0), seconds(15));
  for (int layers = 1; layers <= 6; ++layers) EXPECT_EQ(IntervalWith(layers), seconds(10 + layers));
}

TEST(MergeTest, DefaultsOfACheckThatSaysNothing) {
  const Check check = FindCheck(
      LoadText("targets: [{name: t, host: t.example, checks: [{module: tcp, port: 80}]}]"),
      "t/tcp-80");
  EXPECT_EQ(check.host, "t.example");
  EXPECT_EQ(check.port, 80);
  EXPECT_EQ(check.path, std::nullopt);
  EXPECT_TRUE(check.labels().empty());
  EXPECT_EQ(check.policy->module->name, "tcp");
  EXPECT_EQ(check.policy->module->prober, "tcp");
  EXPECT_EQ(check.policy->module->transport, Transport::kTcp);
  EXPECT_EQ(check.policy->profile, "");
  EXPECT_EQ(check.policy->role, Role::kSupporting);
  EXPECT_EQ(check.policy->interval, seconds(15));
  EXPECT_EQ(check.policy->timeout, seconds(4));
  EXPECT_EQ(check.policy->page_after, minutes(2));
  EXPECT_EQ(check.policy->confirm, 2);
  for (const Path path : kAllPaths) EXPECT_EQ(Expected(check, path), kOpen);
}

TEST(MergeTest, EverySettingIsMergedOnItsOwn) {
  const Check check = FindCheck(LoadText(R"(
global: {interval: 20s, timeout: 3s, page_after: 5m, confirm: 1}
modules: {m: {prober: tcp, confirm: 0}}
targets:
- name: t
  host: t.example
  page_after: 0s
  checks: [{name: c, module: m, port: 1, timeout: 2s}]
)"),
                                "t/c");
  EXPECT_EQ(check.policy->interval, seconds(20));
  EXPECT_EQ(check.policy->confirm, 0);
  EXPECT_EQ(check.policy->page_after, seconds(0));
  EXPECT_EQ(check.policy->timeout, seconds(2));
}

TEST(MergeTest, ExpectStartsFromWhatTheProbeTypeSays) {
  const config::Config config = LoadText(R"(
targets: [{name: t, host: t.example, checks: [{module: tcp, port: 1}, {module: udp, port: 1}]}]
)");
  EXPECT_EQ(Expected(FindCheck(config, "t/tcp-1"), Path::kInternet), kOpen);
  EXPECT_EQ(Expected(FindCheck(config, "t/udp-1"), Path::kInternet), kOpenOrSilent);
}

TEST(MergeTest, ExpectByPathLeavesOtherPathsToTheLayerBelow) {
  const Check check = FindCheck(LoadText(R"(
modules: {m: {prober: udp, expect: {lan: [unreachable]}}}
targets:
- name: t
  host: t.example
  expect: {internet: [refused, filtered]}
  checks: [{name: c, module: m, port: 1, expect: {local: [open]}}]
)"),
                                "t/c");
  EXPECT_EQ(Expected(check, Path::kLocal), kOpen);
  EXPECT_EQ(Expected(check, Path::kLan), StateSet({State::kUnreachable}));
  EXPECT_EQ(Expected(check, Path::kHairpin), kOpenOrSilent);
  EXPECT_EQ(Expected(check, Path::kInternet), kClosed);
}

TEST(MergeTest, ExpectAsAListIsForEveryPath) {
  const Check check = FindCheck(LoadText(R"(
modules: {m: {prober: udp, expect: {lan: [unreachable]}}}
targets:
- {name: t, host: t.example, checks: [{name: c, module: m, port: 1, expect: [refused, filtered]}]}
)"),
                                "t/c");
  for (const Path path : kAllPaths) EXPECT_EQ(Expected(check, path), kClosed);
}

TEST(MergeTest, FamilyOfTheCheckWinsOverTheTargets) {
  const config::Config config = LoadText(R"(
targets:
- name: t
  host: t.example
  family: both
  checks: [{module: tcp, port: 1}, {module: tcp, port: 2, family: any}]
)");
  ASSERT_EQ(config.checks.size(), 3u);
  FindCheck(config, "t/tcp-1", Family::kIp4);
  FindCheck(config, "t/tcp-1", Family::kIp6);
  FindCheck(config, "t/tcp-2", Family::kAny);
}

TEST(MergeTest, TargetsShareEqualPolicies) {
  const config::Config config = LoadText(R"(
targets:
- {name: a, host: a.example, profile: valheim}
- {name: b, host: b.example, profile: valheim}
- {name: c, host: c.example, profile: valheim, checks: {game: {confirm: 1}}}
)");
  const auto policy = [&](const char* title) { return FindCheck(config, title).policy; };
  EXPECT_EQ(policy("a/game"), policy("b/game"));
  EXPECT_EQ(policy("a/query"), policy("c/query"));
  EXPECT_NE(policy("a/game"), policy("c/game"));
  EXPECT_NE(policy("a/game"), policy("a/query"));
}

TEST(MergeTest, ChecksComeInTheOrderOfTheFile) {
  const config::Config config = LoadText(R"(
targets:
- {name: z, host: z.example, checks: [{module: tcp, port: 9}, {module: tcp, port: 1}]}
- {name: a, host: a.example, checks: [{module: tcp, port: 5}]}
)");
  std::string titles;
  for (const Check& check : config.checks) titles += Title(check) + " ";
  EXPECT_EQ(titles, "z/tcp-9 z/tcp-1 a/tcp-5 ");
}

}  // namespace
}  // namespace reach
