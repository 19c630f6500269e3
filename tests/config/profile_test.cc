// Profiles: the shipped ones, `extends`, and what a target changes in its profile.
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "tests/support/config_text.h"

namespace reach {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

StateSet Expected(const Check& check, Path path) {
  return check.policy->expect[static_cast<std::size_t>(path)];
}

std::string TitlesOf(const config::Config& config) {
  std::string titles;
  for (const Check& check : config.checks) {
    titles += Title(check) + " " + std::string(Name(check.policy->module->transport)) + "/" +
              std::to_string(check.port) + "\n";
  }
  return titles;
}

config::Config LoadTarget(const std::string& rest) {
  return LoadText("targets:\n- {name: t, host: t.example, " + rest + "}\n");
}

TEST(ShippedProfileTest, RustIsUdpAndItsRconIsClosedFromOutside) {
  const config::Config config = LoadTarget("profile: rust");
  EXPECT_EQ(TitlesOf(config), "t/game udp/28015\nt/query udp/28017\nt/rcon tcp/28016\n");
  EXPECT_EQ(FindCheck(config, "t/query").policy->role, Role::kProof);
  EXPECT_EQ(FindCheck(config, "t/game").policy->role, Role::kSupporting);
  EXPECT_EQ(FindCheck(config, "t/game").policy->profile, "rust");
  const Check rcon = FindCheck(config, "t/rcon");
  const StateSet closed = {State::kRefused, State::kFiltered, State::kUnreachable};
  EXPECT_EQ(Expected(rcon, Path::kLocal), StateSet({State::kOpen}));
  EXPECT_EQ(Expected(rcon, Path::kLan), StateSet({State::kOpen}));
  EXPECT_EQ(Expected(rcon, Path::kHairpin), closed);
  EXPECT_EQ(Expected(rcon, Path::kInternet), closed);
  EXPECT_EQ(rcon.policy->interval, seconds(60));
  EXPECT_EQ(rcon.policy->confirm, 0);
}

TEST(ShippedProfileTest, RustTcpChecksWaitUntilSwitchedOn) {
  const config::Config config = LoadTarget(
      "profile: rust, checks: {game-tcp: {enabled: true}, companion: {enabled: true, port: "
      "28083}}");
  EXPECT_EQ(FindCheck(config, "t/game-tcp").port, 28015);
  EXPECT_EQ(FindCheck(config, "t/companion").port, 28083);
}

TEST(ShippedProfileTest, TheOthers) {
  EXPECT_EQ(TitlesOf(LoadTarget("profile: minecraft")), "t/game tcp/25565\n");
  EXPECT_EQ(TitlesOf(LoadTarget("profile: valheim")), "t/game udp/2456\nt/query udp/2457\n");
  EXPECT_EQ(TitlesOf(LoadTarget("profile: source")), "t/query udp/27015\n");
}

TEST(ShippedProfileTest, MinecraftIsProvedByItsStatus) {
  const Check game = FindCheck(LoadTarget("profile: minecraft"), "t/game");
  EXPECT_EQ(game.policy->role, Role::kProof);
  EXPECT_EQ(game.policy->module->name, "minecraft_java");
  const config::Config bedrock =
      LoadTarget("profile: minecraft, checks: {game: {enabled: false}, bedrock: {enabled: true}}");
  EXPECT_EQ(TitlesOf(bedrock), "t/bedrock udp/19132\n");
  EXPECT_EQ(Expected(FindCheck(bedrock, "t/bedrock"), Path::kInternet), StateSet({State::kOpen}));
}

TEST(ShippedProfileTest, EveryCheckOfEveryProfileLoads) {
  for (const auto& [profile, checks] :
       {std::pair("rust", "game-tcp: {enabled: true}, companion: {enabled: true}"),
        std::pair("minecraft",
                  "bedrock: {enabled: true}, query: {enabled: true}, rcon: {enabled: true}"),
        std::pair("valheim", ""), std::pair("source", "rcon: {enabled: true}")}) {
    EXPECT_EQ(FaultsOf("targets:\n- {name: t, host: t.example, profile: " + std::string(profile) +
                       ", checks: {" + checks + "}}\n"),
              "");
  }
}

TEST(ProfileTest, ExtendsChangesWhatItNames) {
  const config::Config config = LoadText(R"(
profiles:
  mine:
    extends: rust
    page_after: 12m
    checks:
      query: {port: 28117}
      companion: {enabled: true, port: 28083}
      web: {module: tcp, port: 80}
targets: [{name: t, host: t.example, profile: mine}]
)");
  EXPECT_EQ(TitlesOf(config),
            "t/game udp/28015\nt/query udp/28117\nt/rcon tcp/28016\nt/companion tcp/28083\n"
            "t/web tcp/80\n");
  const Check query = FindCheck(config, "t/query");
  EXPECT_EQ(query.policy->role, Role::kProof);
  EXPECT_EQ(query.policy->profile, "mine");
  EXPECT_EQ(query.policy->page_after, minutes(12));
}

TEST(ProfileTest, ExtendsReachesThroughSeveralInAnyOrder) {
  const config::Config config = LoadText(R"(
profiles:
  a: {extends: b, checks: {query: {port: 3}}}
  b: {extends: c, confirm: 1, checks: {query: {port: 2}, game: {port: 2}}}
  c: {extends: valheim, confirm: 0, page_after: 3m, checks: {query: {port: 1}, game: {port: 1}}}
targets: [{name: t, host: t.example, profile: a}]
)");
  EXPECT_EQ(TitlesOf(config), "t/game udp/2\nt/query udp/3\n");
  EXPECT_EQ(FindCheck(config, "t/game").policy->confirm, 1);
  EXPECT_EQ(FindCheck(config, "t/game").policy->page_after, minutes(3));
}

TEST(ProfileTest, WhatAnExtendedProfileSaysOfACheckStaysAboveTheProfile) {
  const config::Config config = LoadText(R"(
profiles: {mine: {extends: rust, interval: 20s}}
targets: [{name: t, host: t.example, profile: mine}]
)");
  EXPECT_EQ(FindCheck(config, "t/game").policy->interval, seconds(20));
  EXPECT_EQ(FindCheck(config, "t/rcon").policy->interval, seconds(60));
}

TEST(ProfileTest, TargetChangesSwitchesOffAndAddsChecks) {
  const config::Config config = LoadTarget(
      "profile: rust, checks: {query: {port: 28018, confirm: 0}, rcon: {enabled: false}, "
      "web: {module: tcp, port: 8080}}");
  EXPECT_EQ(TitlesOf(config), "t/game udp/28015\nt/query udp/28018\nt/web tcp/8080\n");
  EXPECT_EQ(FindCheck(config, "t/query").policy->confirm, 0);
}

TEST(ProfileTest, ModuleNamedLikeAProbeTypeCountsInProfilesToo) {
  const config::Config config = LoadText(R"(
modules: {udp: {prober: udp, confirm: 7}}
targets: [{name: t, host: t.example, profile: valheim}]
)");
  EXPECT_EQ(FindCheck(config, "t/game").policy->confirm, 7);
}

}  // namespace
}  // namespace reach
