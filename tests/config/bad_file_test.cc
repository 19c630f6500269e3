// What a wrong file says. The whole output is compared: every fault, in order, and nothing else.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "exporter/config/error.h"
#include "tests/support/config_text.h"
#include "tests/support/temp_file.h"

namespace reach {
namespace {

std::string FaultsOfFile(const std::string& path) {
  try {
    config::LoadConfig(path, TestProbers());
    return "";
  } catch (const config::Faults& faults) {
    return faults.what();
  }
}

TEST(BadFileTest, MissingFile) {
  EXPECT_EQ(FaultsOfFile("/nowhere/reach.yml"),
            "/nowhere/reach.yml: cannot be read: No such file or directory");
}

TEST(BadFileTest, Directory) {
  EXPECT_EQ(FaultsOfFile("/tmp"), "/tmp: is a directory, not a file");
}

TEST(BadFileTest, EmptyFile) { EXPECT_EQ(FaultsOf(""), "reach.yml: the file is empty"); }

TEST(BadFileTest, NothingButComments) {
  EXPECT_EQ(FaultsOf("# targets:\n"), "reach.yml: the file is empty");
}

TEST(BadFileTest, NotAMap) {
  EXPECT_EQ(FaultsOf("\n- name: a\n"),
            "reach.yml:2: the file must be a map of keys such as \"targets:\"");
}

TEST(BadFileTest, SyntaxError) {
  EXPECT_EQ(FaultsOf("global:\n  vantage: [home\n"),
            "reach.yml:3: not valid YAML: end of sequence flow not found");
}

TEST(BadFileTest, TabInTheIndentation) {
  EXPECT_EQ(FaultsOf("global:\n\tvantage: home\n"),
            "reach.yml:2: not valid YAML: indent with spaces, not with tabs");
}

TEST(BadFileTest, NulByte) {
  EXPECT_EQ(FaultsOf(std::string("global:\n  vantage: a\0b\n", 23)),
            "reach.yml:2: a NUL byte; the file must be UTF-8 text");
}

TEST(BadFileTest, ByteThatIsNotUtf8) {
  EXPECT_EQ(FaultsOf("targets:\n- {name: caf\xE9}\n"), "reach.yml:2: a byte that is not UTF-8");
}

TEST(BadFileTest, SeveralDocuments) {
  EXPECT_EQ(FaultsOf("global: {}\n---\ntargets: []\n"),
            "reach.yml:2: a second document starts here; one file holds one");
}

TEST(BadFileTest, NestedTooDeep) {
  EXPECT_EQ(FaultsOf("targets:\n" + std::string(200'000, '[')),
            "reach.yml:2: nested deeper than 32 levels");
}

TEST(BadFileTest, AliasesThatBlowUp) {
  std::string text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c < 'j'; ++c) {
    const std::string below = std::string("*") + static_cast<char>(c - 1);
    text += std::string(1, c) + ": &" + c + " [";
    for (int i = 0; i < 9; ++i) text += below + ", ";
    text += below + "]\n";
  }
  EXPECT_EQ(FaultsOf(text), "reach.yml:6: aliases stand for more than 1000000 values");
}

TEST(BadFileTest, AliasInsideOfItself) {
  EXPECT_EQ(FaultsOf("targets: &t\n- *t\n"), "reach.yml:2: an alias inside of what it stands for");
}

TEST(BadFileTest, UndefinedAlias) {
  EXPECT_EQ(FaultsOf("targets: *t\n"),
            "reach.yml:1: not valid YAML: the referenced anchor is not defined");
}

TEST(BadFileTest, Tag) {
  EXPECT_EQ(FaultsOf("global: {vantage: !secret home}\n"),
            "reach.yml:1: tags such as \"!secret\" are not supported");
}

TEST(BadFileTest, KeyThatIsNoWord) {
  EXPECT_EQ(FaultsOf("[a, b]: c\n"), "reach.yml:1: a key must be a word");
}

TEST(BadFileTest, MergeKey) {
  EXPECT_EQ(
      FaultsOf("global: &g {vantage: a}\nlimits: {<<: *g}\n"),
      "reach.yml:2: limits: merging with \"<<\" is not supported; a profile can extend another");
}

TEST(BadFileTest, KeyTwice) {
  EXPECT_EQ(FaultsOf("global:\n  vantage: a\n  confirm: 1\n  vantage: b\n"),
            "reach.yml:4: global: key \"vantage\" is written twice, first at line 2");
}

TEST(BadFileTest, UnknownKeyAtTheTop) {
  EXPECT_EQ(FaultsOf("target:\n- {}\nzebra: {}\n"),
            "reach.yml:1: unknown key \"target\" (did you mean \"targets\"?)\n"
            "reach.yml:3: unknown key \"zebra\"");
}

TEST(BadFileTest, UnknownKeysBelow) {
  EXPECT_EQ(FaultsOf(R"(
global: {intervall: 1m}
limits: {inflight: 3}
dns: {servers: [192.0.2.1]}
modules:
  rcon: {prober: tcp, timout: 1s, tcp: {query_response: [{sent: x}]}}
profiles:
  p: {extend: rust, checks: {c: {module: tcp, ports: 1}}}
targets:
- {name: a, host: a.example, chekcs: [], checks: [{module: tcp, port: 1, fmily: ip4}]}
)"),
            R"(reach.yml:2: global: unknown key "intervall" (did you mean "interval"?)
reach.yml:3: limits: unknown key "inflight" (did you mean "in_flight"?)
reach.yml:4: dns: unknown key "servers"
reach.yml:6: module "rcon": unknown key "timout" (did you mean "timeout"?)
reach.yml:6: module "rcon" tcp query_response: unknown key "sent" (did you mean "send"?)
reach.yml:8: profile "p": unknown key "extend" (did you mean "extends"?)
reach.yml:8: profile "p" check "c": unknown key "ports" (did you mean "port"?)
reach.yml:10: target "a": unknown key "chekcs" (did you mean "checks"?)
reach.yml:10: target "a" check: unknown key "fmily" (did you mean "family"?))");
}

TEST(BadFileTest, WrongTypes) {
  EXPECT_EQ(FaultsOf(R"(
global: []
limits: {in_flight: many, attempts_per_second: 0}
dns: {nameservers: 192.0.2.1}
modules: 7
targets:
- {name: [a], host: {b: c}, labels: [x], checks: [tcp]}
- just text
)"),
            R"(reach.yml:2: "global" must be a map, not a list
reach.yml:3: limits: "in_flight" must be a whole number from 1 to 1000000, not "many"
reach.yml:3: limits: "attempts_per_second" must be a number from 0.1 to 1000000, not "0"
reach.yml:4: dns: "nameservers" must be a list, not "192.0.2.1"
reach.yml:5: "modules" must be a map, not "7"
reach.yml:7: target: "name" must be a string, not a list
reach.yml:7: target: "host" must be a string, not a map
reach.yml:7: target: "labels" must be a map, not a list
reach.yml:7: target checks: must be a map, not "tcp"
reach.yml:8: targets: must be a map, not "just text")");
}

TEST(BadFileTest, KeysWithoutAValue) {
  EXPECT_EQ(FaultsOf("global:\n  interval:\n  vantage:\n  confirm: ~\n"),
            "reach.yml:2: global: \"interval\" has no value\n"
            "reach.yml:3: global: \"vantage\" has no value\n"
            "reach.yml:4: global: \"confirm\" has no value");
}

TEST(BadFileTest, GlobalValuesOutOfRange) {
  EXPECT_EQ(
      FaultsOf(R"(
global:
  interval: 15
  timeout: 1ms
  confirm: 99
  page_after: two minutes
  vantage: "a\tb"
  metrics: ful
)"),
      R"(reach.yml:3: global: "interval" must be a duration such as 250ms, 15s or 1m30s, not "15"
reach.yml:4: global: "timeout" must be from 10ms to 1d, not "1ms"
reach.yml:5: global: "confirm" must be a whole number from 0 to 10, not "99"
reach.yml:6: global: "page_after" must be a duration such as 250ms, 15s or 1m30s, not "two minutes"
reach.yml:7: global: "vantage" must be 1 to 128 bytes of text without control characters
reach.yml:8: global: "metrics" must be one of full, lean, not "ful")");
}

TEST(BadFileTest, Nameservers) {
  EXPECT_EQ(FaultsOf("dns:\n  nameservers: [192.0.2.1, \"[::1]:53\", dns.example, \"::1:x\"]\n"),
            "reach.yml:2: dns: \"dns.example\" is not an address, nor an address with a port such "
            "as 192.0.2.1:53 or [2001:db8::1]:53\n"
            "reach.yml:2: dns: \"::1:x\" is not an address, nor an address with a port such as "
            "192.0.2.1:53 or [2001:db8::1]:53");
}

TEST(BadFileTest, VariableThatIsNotSet) {
  EXPECT_EQ(FaultsOf("global:\n  vantage: ${REACH_TEST_NO_SUCH}\n"),
            "reach.yml:2: global: \"vantage\" uses ${REACH_TEST_NO_SUCH}, which is not set");
}

}  // namespace
}  // namespace reach
