// `outbound`, `process`, and the parts of the file that --config.print shows as they were written.
#include <gtest/gtest.h>

#include "tests/support/config_text.h"

namespace reach {
namespace {

constexpr const char* kTarget =
    "\ntargets: [{name: rust, host: rust.example, checks: [{module: tcp, port: 1}]}]\n";

TEST(OutboundTest, IsAListOfPlacesThatAreAskedByTcp) {
  const config::Config config =
      LoadText(std::string("outbound: [\"192.0.2.1:443\", \"[2001:db8::1]:80\", \"a.example:1\"]") +
               kTarget);
  ASSERT_EQ(config.outbound.size(), 3U);
  EXPECT_EQ(config.outbound[0].host, "192.0.2.1");
  EXPECT_EQ(config.outbound[0].port, 443);
  EXPECT_EQ(config.outbound[0].policy->module->prober, "tcp");
  EXPECT_EQ(config.outbound[1].host, "2001:db8::1");
  EXPECT_EQ(config.outbound[2].host, "a.example");
  const config::Config again = LoadText(config::Print(config));
  ASSERT_EQ(again.outbound.size(), 3U);
  EXPECT_EQ(again.outbound[1].host, "2001:db8::1");
  EXPECT_EQ(again.outbound[1].port, 80);
}

TEST(OutboundTest, WhatIsNoPlaceIsAFault) {
  EXPECT_NE(FaultsOf(std::string("outbound: [192.0.2.1]") + kTarget)
                .find("\"192.0.2.1\" is not HOST:PORT, such as 192.0.2.1:443"),
            std::string::npos);
  EXPECT_NE(FaultsOf(std::string("outbound: off") + kTarget), "");
  std::string many;
  for (int i = 1; i <= 9; ++i) many += "\"192.0.2.1:" + std::to_string(i) + "\",";
  EXPECT_NE(FaultsOf("outbound: [" + many + "]" + kTarget).find("at most 8"), std::string::npos);
}

TEST(ProcessTest, ProfileHasThatOfItsParentUnlessItSaysAnother) {
  const config::Config config = LoadText(R"(
profiles:
  modded: {extends: rust}
  wine: {extends: rust, process: wine64}
)" + std::string(kTarget));
  EXPECT_EQ(config.processes.at("rust"), "RustDedicated");
  EXPECT_EQ(config.processes.at("modded"), "RustDedicated");
  EXPECT_EQ(config.processes.at("wine"), "wine64");
  EXPECT_FALSE(config.processes.contains("source"));
  EXPECT_NE(FaultsOf("profiles: {wine: {extends: rust, process: \"\"}}" + std::string(kTarget)),
            "");
}

TEST(PrintSectionsTest, WhoLooksFromElsewhereAndWhoMayAskAreShownWithoutSecrets) {
  setenv("REACH_TEST_TOKEN", "hush-variable", 1);
  const std::string text = R"(
probe_api: {allow: [configured, 192.168.1.0/24], ports: [28015-28017], rate: 30/minute}
vantages:
- {name: fra1, url: "https://192.0.2.1:10836", targets: [rust],
   authorization: {credentials: hush-token}}
- {name: nyc1, url: "https://192.0.2.2", authorization: {credentials: "${REACH_TEST_TOKEN}"}}
- {name: par1, url: "https://192.0.2.3", basic_auth: {username: u, password: hush-password}}
check_host: {enabled: true, consent: "yes, publish my address to check-host.net", nodes: 2}
)" + std::string(kTarget);
  const config::Config config = LoadText(text);
  const std::string printed = config::Print(config);
  EXPECT_EQ(printed.find("hush"), std::string::npos) << printed;
  EXPECT_NE(printed.find("${REACH_TEST_TOKEN}"), std::string::npos) << printed;
  ASSERT_EQ(FaultsOf(printed), "") << printed;
  const config::Config again = LoadText(printed);
  EXPECT_EQ(again.probe_api, config.probe_api);
  EXPECT_EQ(again.check_host, config.check_host);
  ASSERT_EQ(again.vantages.size(), 3U);
  EXPECT_EQ(again.vantages[0].targets, config.vantages[0].targets);
  EXPECT_EQ(again.vantages[1], config.vantages[1]);
  EXPECT_EQ(again.vantages[2].origin.username, "u");
  EXPECT_EQ(config::Print(again), printed);
  unsetenv("REACH_TEST_TOKEN");
}

TEST(PrintSectionsTest, PathsOfFilesStayAsTheyWereWritten) {
  const std::string printed = config::Print(LoadText(
      "probe_api: {tokens_file: tokens}\n"
      "vantages: [{name: a, url: \"https://a\", authorization: {credentials_file: fra1.token}}]" +
      std::string(kTarget)));
  EXPECT_NE(printed.find("tokens_file: tokens\n"), std::string::npos) << printed;
  EXPECT_NE(printed.find("credentials_file: fra1.token\n"), std::string::npos) << printed;
}

}  // namespace
}  // namespace reach
