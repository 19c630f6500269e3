#include "exporter/config/host_view.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "tests/support/config_text.h"

namespace reach {
namespace {

using config::HostViewMode;

constexpr std::string_view kTarget =
    "\ntargets: [{name: rust, host: rust.example, checks: [{module: tcp, port: 1}]}]\n";

config::Config Load(const std::string& text) { return LoadText(text + std::string(kTarget)); }
std::string Faults(const std::string& text) { return FaultsOf(text + std::string(kTarget)); }

TEST(HostViewConfigTest, WithoutTheKeyItFindsTheTargetsOfThisHost) {
  for (const char* text : {"", "host_view: {}", "host_view: {enabled: auto, for: []}"}) {
    EXPECT_EQ(Load(text).host_view.mode, HostViewMode::kAuto) << text;
    EXPECT_TRUE(Load(text).host_view.targets.empty()) << text;
  }
}

TEST(HostViewConfigTest, ModesAreRead) {
  const auto named = Load("host_view: {enabled: true, for: [rust]}").host_view;
  EXPECT_EQ(named.mode, HostViewMode::kNamed);
  EXPECT_EQ(named.targets, std::vector<std::string>{"rust"});
  EXPECT_EQ(Load("host_view: {enabled: false}").host_view.mode, HostViewMode::kOff);
}

TEST(HostViewConfigTest, BadValuesAreFaults) {
  const std::pair<const char*, const char*> cases[] = {
      {"{for: [rsut]}", "host_view: unknown target \"rsut\" (did you mean \"rust\"?)"},
      {"{enabled: yes}", "host_view: \"enabled\" must be one of auto, true, false, not \"yes\""},
      {"{enabled: true}",
       "host_view: \"enabled: true\" needs \"for\", a list of the targets that run on this "
       "machine; auto finds "
       "those whose host is an address of it"},
      {"{enabled: false, for: [rust]}",
       "host_view: \"for\" names targets, but \"enabled\" is false"},
      {"[rust]", "\"host_view\" must be a map, not a list"},
      {"{for: rust}", "host_view: \"for\" must be a list of targets, not \"rust\""},
      {"{targets: [rust]}", "host_view: unknown key \"targets\""},
  };
  for (const auto& [text, fault] : cases) {
    EXPECT_EQ(Faults("host_view: " + std::string(text)), "reach.yml:1: " + std::string(fault));
  }
}

TEST(HostViewConfigTest, TargetOfAListComesLaterAndIsAWarning) {
  const auto config = Load(
      "host_view: {for: [later]}\ntarget_files: [{files: [x.yml], defaults: "
      "{module: tcp, port: 1}}]");
  EXPECT_EQ(config.host_view.targets, std::vector<std::string>{"later"});
  ASSERT_FALSE(config.warnings.empty());
  EXPECT_NE(config.warnings[0].find("later"), std::string::npos);
}

TEST(HostViewConfigTest, PrintedSettingsLoadToTheSame) {
  for (const char* text :
       {"", "host_view: {enabled: false}", "host_view: {enabled: true, for: [rust]}"}) {
    const config::Config config = Load(text);
    EXPECT_EQ(LoadText(config::Print(config)).host_view, config.host_view) << text;
  }
}

}  // namespace
}  // namespace reach
