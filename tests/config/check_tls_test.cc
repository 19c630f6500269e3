#include <gtest/gtest.h>

#include "tests/support/config_text.h"

namespace reach {
namespace {

bool HasTls(const Check& check) {
  return dynamic_cast<const TestTcpOptions&>(*check.policy->module->options).tls;
}

constexpr const char* kShop = R"(
modules:
  secure: {prober: tcp, tcp: {tls: true}}
targets:
- name: shop
  host: shop.example.org
  checks:
  - {name: http, module: tcp, port: 80}
  - {name: https, module: tcp, port: 443, tls: true}
  - {name: https2, module: tcp, port: 444, tls: true}
  - {name: imaps, module: secure, port: 993}
  - {name: imap, module: secure, port: 143, tls: false}
)";

TEST(CheckTlsTest, CheckSwitchesTlsOnAndOff) {
  const config::Config config = LoadText(kShop);
  EXPECT_FALSE(HasTls(FindCheck(config, "shop/http")));
  EXPECT_TRUE(HasTls(FindCheck(config, "shop/https")));
  EXPECT_TRUE(HasTls(FindCheck(config, "shop/imaps")));
  EXPECT_FALSE(HasTls(FindCheck(config, "shop/imap")));
}

TEST(CheckTlsTest, ChecksThatWantTheSameShareTheirModule) {
  const config::Config config = LoadText(kShop);
  const auto module = [&](const char* title) { return FindCheck(config, title).policy->module; };
  EXPECT_EQ(module("shop/https"), module("shop/https2"));
  EXPECT_NE(module("shop/https"), module("shop/http"));
  EXPECT_EQ(module("shop/https")->name, "tcp");
}

TEST(CheckTlsTest, PrintedConfigurationLoadsToTheSameChecks) {
  const std::string printed = config::Print(LoadText(kShop));
  const config::Config again = LoadText(printed);
  EXPECT_TRUE(HasTls(FindCheck(again, "shop/https")));
  EXPECT_FALSE(HasTls(FindCheck(again, "shop/imap")));
  EXPECT_EQ(config::Print(again), printed);
}

TEST(CheckTlsTest, ProfileMaySayItAndTheTargetDifferently) {
  const config::Config config = LoadText(R"(
profiles:
  web: {checks: {https: {module: tcp, port: 443, tls: true}}}
targets:
- {name: a, host: a.example.org, profile: web}
- {name: b, host: b.example.org, profile: web, checks: {https: {tls: false}}}
)");
  EXPECT_TRUE(HasTls(FindCheck(config, "a/https")));
  EXPECT_FALSE(HasTls(FindCheck(config, "b/https")));
}

TEST(CheckTlsTest, TypeWithoutTlsIsAFaultAtTheLineOfTheKey) {
  EXPECT_EQ(
      FaultsOf(R"(
targets:
- name: game
  host: game.example.org
  checks:
  - name: query
    module: udp
    port: 28017
    tls: true
)"),
      "reach.yml:9: target \"game\" check \"query\": \"tls\" does not fit the module \"udp\"");
}

}  // namespace
}  // namespace reach
