// What a good file becomes, and that the printed result is the same again.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "exporter/config/error.h"
#include "tests/support/config_text.h"
#include "tests/support/temp_file.h"

namespace reach {
namespace {

const TestTcpOptions& TcpOptions(const Module& module) {
  return dynamic_cast<const TestTcpOptions&>(*module.options);
}

constexpr std::string_view kEverything = R"(
global: {interval: 20s, vantage: "ho$$me", metrics: lean, notice: 'costs $$5, says "hi": ok'}
limits: {in_flight: 7, in_flight_per_host: 3, attempts_per_second: 12.5}
dns: {nameservers: [192.0.2.53, "[2001:db8::53]:5353"]}
storage: {path: /var/lib/reach_exporter}
modules:
  ssh: {prober: tcp, timeout: 2s, tcp: {query_response: [{expect: "^SSH-${REACH_TEST_PART}$"}]}}
  unused: {prober: udp}
profiles:
  mine: {extends: rust, checks: {query: {port: 28117}}}
targets:
- {name: "t 1", host: t.example, profile: mine, labels: {tier: "a$$b", game: rust}, path: hairpin}
- {name: v6, host: "[2001:db8::1]", family: ip6, checks: [{module: ssh, port: 22}]}
- name: both
  host: b.example
  family: both
  checks:
  - {name: "null", module: tcp, port: 23, role: proof, expect: {internet: [refused, filtered]}}
  - {module: icmp}
)";

void ExpectSameChecks(const config::Config& a, const config::Config& b) {
  ASSERT_EQ(a.checks.size(), b.checks.size());
  for (std::size_t i = 0; i < a.checks.size(); ++i) {
    const Check& x = a.checks[i];
    const Check& y = b.checks[i];
    SCOPED_TRACE(Title(x));
    EXPECT_EQ(Title(x), Title(y));
    EXPECT_EQ(std::tie(x.host, x.port, x.family, x.path, x.labels()),
              std::tie(y.host, y.port, y.family, y.path, y.labels()));
    EXPECT_EQ(std::tie(x.policy->interval, x.policy->timeout, x.policy->page_after),
              std::tie(y.policy->interval, y.policy->timeout, y.policy->page_after));
    EXPECT_EQ(std::tie(x.policy->role, x.policy->confirm, x.policy->expect),
              std::tie(y.policy->role, y.policy->confirm, y.policy->expect));
    EXPECT_EQ(x.policy->module->name, y.policy->module->name);
    if (x.policy->module->prober != "tcp") continue;
    EXPECT_EQ(TcpOptions(*x.policy->module).expects, TcpOptions(*y.policy->module).expects);
  }
}

class LoadTest : public testing::Test {
 protected:
  void SetUp() override { setenv("REACH_TEST_PART", "2.0", 1); }
  void TearDown() override { unsetenv("REACH_TEST_PART"); }
};

TEST_F(LoadTest, ReadsWhatIsAboutTheExporter) {
  const config::Config config = LoadText(kEverything);
  EXPECT_EQ(config.vantage, "ho$me");
  EXPECT_EQ(config.notice, "costs $5, says \"hi\": ok");
  EXPECT_EQ(config.metrics, config::MetricsMode::kLean);
  EXPECT_EQ(config.limits.in_flight, 7u);
  EXPECT_EQ(config.limits.in_flight_per_host, 3u);
  EXPECT_EQ(config.limits.attempts_per_second, 12.5);
  EXPECT_EQ(config.limits.attempts_per_second_per_host, 500);
  EXPECT_EQ(config.nameservers, (std::vector<std::string>{"192.0.2.53", "[2001:db8::53]:5353"}));
  EXPECT_EQ(config.storage_path, "/var/lib/reach_exporter");
  EXPECT_TRUE(config.warnings.empty());
}

TEST_F(LoadTest, ReadsTargetsWithLabelsPathAndHosts) {
  const config::Config config = LoadText(kEverything);
  const Check game = FindCheck(config, "t 1/game");
  EXPECT_EQ(game.labels(), (Labels{{"game", "rust"}, {"tier", "a$b"}}));
  EXPECT_EQ(game.path, Path::kHairpin);
  EXPECT_EQ(FindCheck(config, "v6/ssh-22", Family::kIp6).host, "2001:db8::1");
  EXPECT_EQ(FindCheck(config, "both/icmp", Family::kIp4).port, 0);
}

TEST_F(LoadTest, VariablesAreReplacedInSectionsOfProbeTypesToo) {
  const Check ssh = FindCheck(LoadText(kEverything), "v6/ssh-22", Family::kIp6);
  EXPECT_EQ(TcpOptions(*ssh.policy->module).expects, std::vector<std::string>{"^SSH-2.0$"});
}

TEST_F(LoadTest, PrintedConfigurationLoadsToTheSame) {
  const config::Config config = LoadText(kEverything);
  const std::string printed = config::Print(config);
  ASSERT_EQ(FaultsOf(printed), "") << printed;
  const config::Config again = LoadText(printed);
  ExpectSameChecks(config, again);
  EXPECT_EQ(again.vantage, config.vantage);
  EXPECT_EQ(again.notice, config.notice);
  EXPECT_EQ(again.metrics, config.metrics);
  EXPECT_EQ(again.limits, config.limits);
  EXPECT_EQ(again.nameservers, config.nameservers);
  EXPECT_EQ(again.storage_path, config.storage_path);
}

TEST_F(LoadTest, PrintKeepsVariablesOfModulesAsTheyWereWritten) {
  setenv("REACH_TEST_PART", "top-secret", 1);
  const std::string printed = config::Print(LoadText(kEverything));
  EXPECT_EQ(printed.find("top-secret"), std::string::npos) << printed;
  EXPECT_NE(printed.find("${REACH_TEST_PART}"), std::string::npos) << printed;
}

TEST(PrintTest, ShowsTheEffectiveSettingsOfEachCheck) {
  const config::Config config = LoadText(R"(
targets: [{name: t, host: t.example, profile: source, interval: 90s, labels: {a: b}}]
)");
  EXPECT_EQ(config::Print(config), R"(global:
  vantage: local
  metrics: full
limits:
  in_flight: 4096
  in_flight_per_host: 64
  attempts_per_second: 20000
  attempts_per_second_per_host: 500
control:
  lan: [gateway]
  internet: []
host_view:
  enabled: auto
targets:
  - name: t
    host: t.example
    labels:
      a: b
    checks:
      - name: query  # of profile source
        module: a2s
        port: 27015
        family: any
        role: proof
        interval: 1m30s
        timeout: 4s
        confirm: 2
        page_after: 2m
        expect:
          local: [open]
          lan: [open]
          hairpin: [open]
          internet: [open]
)");
}

TEST(LoadFileTest, NoTargetsIsAWarning) {
  const test::TempFile file("global: {vantage: home}\n");
  const config::Config config = config::LoadConfig(file.path(), TestProbers());
  EXPECT_EQ(config.warnings,
            std::vector<std::string>{file.path() + ": targets: there are none: nothing is probed"});
}

TEST(LoadFileTest, RelativeStoragePathIsRelativeToTheFile) {
  const test::TempFile file("storage: {path: memory}\n");
  const std::string folder = std::filesystem::path(file.path()).parent_path();
  EXPECT_EQ(config::LoadConfig(file.path(), TestProbers()).storage_path, folder + "/memory");
}

TEST(LoadFileTest, StoragePathWithoutTextIsAFault) {
  EXPECT_EQ(FaultsOf("storage: {path: ''}\n"),
            "reach.yml:1: storage: \"path\" is empty: leave \"storage\" out to keep nothing");
}

TEST(LoadFileTest, AliasesStandForWhatTheyName) {
  const config::Config config = LoadText(R"(
targets:
- {name: a, host: a.example, checks: &web [{module: tcp, port: 80}, {module: tcp, port: 443}]}
- {name: b, host: b.example, checks: *web}
)");
  EXPECT_EQ(config.checks.size(), 4u);
}

TEST(LoadModuleTest, WithoutAFileAProbeTypeIsAModule) {
  const auto module = config::LoadModule("", "udp", TestProbers());
  EXPECT_EQ(module->name, "udp");
  EXPECT_EQ(module->transport, Transport::kUdp);
}

TEST(LoadModuleTest, ShippedOnesAreThereTooAndAFileReplacesThem) {
  EXPECT_EQ(config::LoadModule("", "minecraft_java", TestProbers())->prober, "tcp");
  const test::TempFile file("modules: {minecraft_java: {prober: udp}}\n");
  EXPECT_EQ(config::LoadModule(file.path(), "minecraft_java", TestProbers())->prober, "udp");
}

TEST(LoadModuleTest, OfAFileWhoseTargetsAreWrong) {
  const test::TempFile file("modules: {ssh: {prober: tcp}}\ntargets: [{nmae: x}]\n");
  EXPECT_EQ(config::LoadModule(file.path(), "ssh", TestProbers())->prober, "tcp");
}

TEST(LoadModuleTest, UnknownNameAndWrongModule) {
  const auto faults_of = [](const std::string& path, std::string_view name) -> std::string {
    try {
      config::LoadModule(path, name, TestProbers());
      return "";
    } catch (const config::Faults& faults) {
      return faults.what();
    }
  };
  EXPECT_EQ(faults_of("", "ssh"),
            "unknown module \"ssh\"; known are a2s, icmp, minecraft_bedrock, "
            "minecraft_java, tcp, udp");
  const test::TempFile file("modules: {ssh: {prober: tcp, tpc: {}}}\n");
  EXPECT_EQ(faults_of(file.path(), "ssh"),
            file.path() + ":1: module \"ssh\": unknown key \"tpc\" (did you mean \"tcp\"?)");
}

}  // namespace
}  // namespace reach
