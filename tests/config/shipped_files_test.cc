// The files in config/: a person's first contact, so they must load and do what they promise.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "exporter/probes/registry.h"
#include "tests/support/config_text.h"
#include "tests/support/temp_file.h"

namespace reach {
namespace {

config::Config LoadShipped(const std::string& name) {
  return config::LoadConfig(std::string(REACH_SOURCE_DIR "/config/") + name, Probers());
}

TEST(ReferenceFileTest, StaysOnThisMachineAndSaysThatItIsADemonstration) {
  const config::Config config = LoadShipped("reach.yml");
  EXPECT_TRUE(config.warnings.empty());
  EXPECT_NE(config.notice.find("demonstration"), std::string::npos);
  for (const Check& check : config.checks) {
    EXPECT_TRUE(check.host == "localhost" || check.host == "127.0.0.1") << check.host;
  }
}

TEST(ReferenceFileTest, ShowsTheDefaults) {
  const config::Config config = LoadShipped("reach.yml");
  const config::Config nothing = LoadText("global: {}");
  EXPECT_EQ(config.vantage, nothing.vantage);
  EXPECT_EQ(config.metrics, nothing.metrics);
  EXPECT_EQ(config.limits, nothing.limits);
  const auto settings = [](const config::Config& from, const char* title) {
    const CheckPolicy& policy = *FindCheck(from, title).policy;
    return std::tuple(policy.interval, policy.timeout, policy.confirm, policy.page_after);
  };
  EXPECT_EQ(settings(config, "this-exporter/web"),
            settings(LoadText("targets: [{name: t, host: t, checks: [{module: tcp, port: 1}]}]"),
                     "t/tcp-1"));
}

// What is commented out must be right as well.
TEST(ReferenceFileTest, ItsCommentedTargetsLoad) {
  std::ifstream file(REACH_SOURCE_DIR "/config/reach.yml");
  std::string text;
  bool in_examples = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("# Targets that ")) in_examples = line.ends_with("need a network:");
    const bool example = in_examples && (line.starts_with("# - ") || line.starts_with("#   "));
    const bool dns = line == "# dns:" || line.starts_with("#   nameservers:");
    text += (example || dns ? line.substr(2) : line) + "\n";
  }
  const test::TempFile uncommented(text, ".yml");
  const config::Config config = config::LoadConfig(uncommented.path(), Probers());
  EXPECT_EQ(config.nameservers.size(), 2u);
  EXPECT_EQ(FindCheck(config, "rust-main-inside/query").port, 28117);
  EXPECT_EQ(FindCheck(config, "shop/https", Family::kIp6).policy->module->name, "slow_tcp");
  EXPECT_EQ(FindCheck(config, "shop/https", Family::kIp6).policy->tls, true);
}

TEST(ReferenceFileTest, LoadsWithTheRealProbeTypes) {
  for (const std::string name : {"reach.yml", "minimal.yml"}) {
    const config::Config config = config::LoadConfig(REACH_SOURCE_DIR "/config/" + name, Probers());
    EXPECT_FALSE(config.checks.empty());
    EXPECT_TRUE(config.warnings.empty());
  }
}

TEST(MinimalFileTest, IsOneRustServer) {
  const config::Config config = LoadShipped("minimal.yml");
  EXPECT_EQ(config.checks.size(), 3u);
  EXPECT_EQ(FindCheck(config, "rust-main/query").policy->role, Role::kProof);
}

TEST(BlackboxFileTest, ModulesBlockIsAcceptedWhereItsProberExists) {
  const config::Config config = LoadText(R"yaml(
modules:
  tcp_connect:
    prober: tcp
    timeout: 5s
  irc_banner:
    prober: tcp
    timeout: 5s
    tcp:
      query_response:
      - send: "NICK prober"
      - expect: "PING :([^ ]+)"
        send: "PONG ${1}"
targets:
- {name: t, host: t.example, checks: [{module: irc_banner, port: 6667}]}
)yaml");
  const Module& module = *FindCheck(config, "t/irc_banner-6667").policy->module;
  const auto& options = dynamic_cast<const TestTcpOptions&>(*module.options);
  EXPECT_EQ(options.sends, (std::vector<std::string>{"NICK prober", "PONG ${1}"}));
}

}  // namespace
}  // namespace reach
