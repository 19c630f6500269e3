// What wrong checks, labels and timeouts say, word for word.
#include <gtest/gtest.h>

#include <string>

#include "tests/support/config_text.h"

namespace reach {
namespace {

TEST(BadCheckTest, PortsAndModules) {
  EXPECT_EQ(FaultsOf(R"(
targets:
- name: a
  host: a.example
  checks:
  - {module: tcp}
  - {module: udp, name: zero, port: 0}
  - {module: tcp, name: high, port: 65536}
  - {port: 80}
  - {module: icmp, name: ping, port: 80}
  - {module: icpm, name: pong}
  - {module: tcp, name: odd, port: 80, role: main, enabled: maybe}
)"),
            R"(reach.yml:6: target "a" check: "port" is missing
reach.yml:7: target "a" check "zero": "port" must be a whole number from 1 to 65535, not "0"
reach.yml:8: target "a" check "high": "port" must be a whole number from 1 to 65535, not "65536"
reach.yml:9: target "a" check: "module" is missing
reach.yml:10: target "a" check "ping": ICMP has no "port"
reach.yml:11: target "a" check "pong": unknown module "icpm" (did you mean "icmp"?)
reach.yml:12: target "a" check "odd": "role" must be one of proof, supporting, not "main"
reach.yml:12: target "a" check "odd": "enabled" must be true or false, not "maybe")");
}

TEST(BadCheckTest, SameCheckTwiceNamesBothLines) {
  EXPECT_EQ(
      FaultsOf(R"(
targets:
- name: a
  host: a.example
  checks:
  - {module: tcp, port: 80}
  - {module: tcp, port: 81, name: web}
  - {module: tcp, port: 80}
  - {module: udp, port: 80, name: web}
  - {module: udp, port: 80, name: web, family: ip6}
  - {module: udp, port: 80, name: web, family: both}
)"),
      R"(reach.yml:8: target "a" check: the check "tcp-80" is at line 6 already; give one of them another "name"
reach.yml:9: target "a" check "web": the check "web" is at line 7 already; give one of them another "name"
reach.yml:11: target "a" check "web": the check "web" is at line 10 already; give one of them another "name")");
}

TEST(BadLabelTest, EveryRefusedName) {
  std::string text = "targets:\n- name: a\n  host: a.example\n  profile: rust\n  labels:\n";
  std::string expected;
  int line = 5;
  for (const std::string name :
       {"vantage", "target", "check", "host", "port", "transport", "family", "state", "reason",
        "cause", "le", "quantile", "job", "instance", "address"}) {
    text += "    " + name + ": x\n";
    expected += "reach.yml:" + std::to_string(++line) + ": target \"a\" labels: \"" + name +
                "\" is not allowed: the exporter or Prometheus uses this name itself\n";
  }
  expected.pop_back();
  EXPECT_EQ(FaultsOf(text), expected);
}

TEST(BadLabelTest, NamesAndValues) {
  EXPECT_EQ(
      FaultsOf(R"(
targets:
- name: a
  host: a.example
  profile: rust
  labels:
    __reach: x
    my-label: x
    9th: x
    tier:
    zone: ""
    rack: [1]
    ok: 1
    ok: 2
)"),
      R"(reach.yml:7: target "a" labels: "__reach" is not allowed: names with "__" belong to Prometheus
reach.yml:8: target "a" labels: "my-label" is not a label name: letters, digits and "_", not starting with a digit
reach.yml:9: target "a" labels: "9th" is not a label name: letters, digits and "_", not starting with a digit
reach.yml:10: target "a" labels: "tier" has no value
reach.yml:11: target "a" labels: "zone" is empty; leave it out
reach.yml:12: target "a" labels: "rack" must be a string, not a list
reach.yml:14: target "a" labels: key "ok" is written twice, first at line 13)");
}

TEST(BadTimeoutTest, IsReportedOnceAtTheLineThatTheUserWrote) {
  EXPECT_EQ(FaultsOf(R"(
global:
  timeout: 20s
targets:
- {name: a, host: a.example, profile: valheim}
- {name: b, host: a.example, profile: valheim}
)"),
            "reach.yml:3: global: timeout 20s is above the interval of 15s");
}

TEST(BadTimeoutTest, PointsAtTheIntervalWhenOnlyThatIsTheUsers) {
  EXPECT_EQ(
      FaultsOf("targets:\n- name: a\n  host: a.example\n  interval: 1s\n  profile: valheim\n"),
      "reach.yml:4: target \"a\": interval 1s is below the timeout of 4s");
}

TEST(BadTimeoutTest, MeetsItsIntervalAcrossLayers) {
  EXPECT_EQ(FaultsOf(R"(
modules:
  slow:
    prober: tcp
    timeout: 30s
    interval: 1m
targets:
- name: a
  host: a.example
  checks:
  - {name: fine, module: slow, port: 1}
  - {name: fast, module: slow, port: 2, interval: 10s}
)"),
            "reach.yml:5: module \"slow\": timeout 30s is above the interval of 10s");
}

TEST(BadTimeoutTest, OfAModuleThatNobodyUsesIsNoFault) {
  EXPECT_EQ(FaultsOf("modules:\n  slow: {prober: tcp, timeout: 30s}\n"), "");
}

TEST(BadTimeoutTest, EqualToTheIntervalIsFine) {
  EXPECT_EQ(FaultsOf("global: {interval: 4s}\ntargets:\n- {name: a, host: a.example, profile: "
                     "valheim}\n"),
            "");
}

}  // namespace
}  // namespace reach
