#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/config_text.h"

namespace reach {
namespace {

constexpr std::string_view kTargets = R"(
targets:
- {name: nas, host: 192.168.1.5, checks: [{module: tcp, port: 22}, {module: tcp, port: 445}]}
- {name: t, host: t.example, checks: [{module: tcp, port: 1}]}
)";

config::Config Load(const std::string& control) {
  return LoadText(control + std::string(kTargets));
}

std::vector<std::string> NamesOf(const config::Config& config, Scope scope) {
  std::vector<std::string> names;
  for (const auto& control : config.controls[static_cast<std::size_t>(scope)]) {
    names.push_back(control.name);
  }
  return names;
}

using Words = std::vector<std::string>;

TEST(ControlTest, WithoutTheKeyTheGatewayStandsForTheLan) {
  for (const char* control : {"", "control: {}\n", "control: {internet: off}\n"}) {
    const config::Config config = Load(control);
    EXPECT_EQ(NamesOf(config, Scope::kLan), Words{"gateway"}) << control;
    EXPECT_TRUE(config.controls[0][0].gateway);
    EXPECT_EQ(NamesOf(config, Scope::kInternet), Words()) << control;
  }
}

TEST(ControlTest, OffAndAnEmptyListAreTheSame) {
  EXPECT_EQ(NamesOf(Load("control: {lan: off}"), Scope::kLan), Words());
  EXPECT_EQ(NamesOf(Load("control: {lan: []}"), Scope::kLan), Words());
}

TEST(ControlTest, NamedTargetBringsAllItsChecks) {
  const config::Config config = Load("control: {lan: [gateway, nas], internet: t}");
  EXPECT_EQ(NamesOf(config, Scope::kLan), (Words{"gateway", "nas"}));
  const auto& nas = config.controls[0][1];
  EXPECT_FALSE(nas.gateway);
  ASSERT_EQ(nas.checks.size(), 2U);
  EXPECT_EQ(nas.checks[1].port, 445);
  EXPECT_EQ(NamesOf(config, Scope::kInternet), Words{"t"});
}

TEST(ControlTest, AddressWithAPortIsAControlOfItsOwnAndNotACheck) {
  const config::Config config = Load(
      R"(control: {internet: ["192.0.2.1:443", "[2001:db8::1]:53", one.example:80, 192.0.2.2]})");
  const auto& controls = config.controls[1];
  ASSERT_EQ(controls.size(), 4U);
  EXPECT_EQ(controls[1].checks[0].host, "2001:db8::1");
  EXPECT_EQ(controls[1].checks[0].port, 53);
  EXPECT_EQ(controls[2].checks[0].policy->module->prober, "tcp");
  EXPECT_EQ(controls[3].checks[0].policy->module->prober, "icmp");
  EXPECT_EQ(config.checks.size(), 3U) << "those of the targets";
}

TEST(ControlTest, WhatNobodyCanAskIsAFault) {
  EXPECT_EQ(FaultsOf("control: {lan: router, internet: [gateway, wan, \"a b:1\"], wan: t}\n"
                     "targets: []\n"),
            "reach.yml:1: control: \"router\" is not a target of this file, nor an address such "
            "as 192.0.2.1 or 192.0.2.1:443, \"gateway\" or \"off\"\n"
            "reach.yml:1: control: \"gateway\" is not a target of this file, nor an address such "
            "as 192.0.2.1 or 192.0.2.1:443 or \"off\"\n"
            "reach.yml:1: control: \"wan\" is not a target of this file, nor an address such "
            "as 192.0.2.1 or 192.0.2.1:443 or \"off\"\n"
            "reach.yml:1: control: \"a b:1\" is not a target of this file, nor an address such "
            "as 192.0.2.1 or 192.0.2.1:443 or \"off\"\n"
            "reach.yml:1: control: unknown key \"wan\" (did you mean \"lan\"?)");
}

TEST(ControlTest, PrintedControlsLoadToTheSame) {
  const std::string text = R"(control: {lan: [gateway, nas], internet: ["192.0.2.1:443"]})";
  const config::Config config = Load(text);
  const config::Config again = LoadText(config::Print(config));
  for (const Scope scope : kAllScopes) EXPECT_EQ(NamesOf(again, scope), NamesOf(config, scope));
}

}  // namespace
}  // namespace reach
