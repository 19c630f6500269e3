// What a file with wrong modules, profiles, targets or checks says, word for word.
#include <gtest/gtest.h>

#include <string>

#include "exporter/config/error.h"
#include "tests/support/config_text.h"

namespace reach {
namespace {

TEST(BadModuleTest, UnknownProberListsTheKnownOnesAndIsTheOnlyFault) {
  EXPECT_EQ(FaultsOf("modules:\n  web:\n    prober: http\n    http: {method: GET}\n"),
            "reach.yml:3: module \"web\": unknown prober \"http\"; known are tcp, udp, a2s, icmp");
  EXPECT_EQ(
      FaultsOf("modules:\n  web: {prober: tpc}\n"),
      "reach.yml:2: module \"web\": unknown prober \"tpc\" (did you mean \"tcp\"?); known are "
      "tcp, udp, a2s, icmp");
}

TEST(BadModuleTest, ProberIsMissing) {
  EXPECT_EQ(FaultsOf("modules:\n  web:\n  ssh: {tcp: {}}\n"),
            "reach.yml:2: module \"web\": \"prober\" is missing\n"
            "reach.yml:3: module \"ssh\": \"prober\" is missing");
}

TEST(BadModuleTest, NameOfAnotherProber) {
  EXPECT_EQ(FaultsOf("modules:\n  tcp: {prober: udp}\n"),
            "reach.yml:2: module \"tcp\": a module with the name of a prober must use that prober");
}

TEST(BadModuleTest, FaultsOfTheProbeTypesOwnSectionHaveTheirLines) {
  EXPECT_EQ(FaultsOf(R"(
modules:
  ssh:
    prober: tcp
    tcp:
      query_response:
      - expect: "^SSH"
      - expect: "("
        tls: true
)"),
            R"(reach.yml:8: module "ssh" tcp query_response: missing )
reach.yml:9: module "ssh" tcp query_response: unknown key "tls")");
}

TEST(BadExpectTest, EveryWrongForm) {
  EXPECT_EQ(
      FaultsOf(R"(
modules:
  a: {prober: tcp, expect: open}
  b: {prober: tcp, expect: []}
  c: {prober: tcp, expect: [opne]}
  d: {prober: tcp, expect: [unknown, error]}
  e: {prober: tcp, expect: {wan: [open], lan: refused}}
)"),
      R"(reach.yml:3: module "a": "expect" must be a list of states such as [open, silent], not "open"
reach.yml:4: module "b": "expect" names no state
reach.yml:5: module "c": unknown state "opne" (did you mean "open"?)
reach.yml:6: module "d": "unknown" says nothing about the target and cannot be expected
reach.yml:6: module "d": "error" says nothing about the target and cannot be expected
reach.yml:7: module "e" expect: "lan" must be a list of states such as [open, silent], not "refused"
reach.yml:7: module "e" expect: unknown key "wan" (did you mean "lan"?))");
}

TEST(BadProfileTest, ShippedNameAsksForExtends) {
  EXPECT_EQ(FaultsOf("profiles:\n  rust:\n    page_after: 12m\n"),
            "reach.yml:2: profile \"rust\": this profile is shipped; take another name and write "
            "\"extends: rust\"");
}

TEST(BadProfileTest, ExtendsInACircle) {
  EXPECT_EQ(FaultsOf("profiles:\n  a: {extends: b}\n  b: {extends: c}\n  c: {extends: a}\n"),
            "reach.yml:4: profile \"c\": \"extends\" goes in a circle: a, b, c, a");
  EXPECT_EQ(FaultsOf("profiles:\n  a: {extends: a}\n"),
            "reach.yml:2: profile \"a\": \"extends\" goes in a circle: a, a");
}

TEST(BadProfileTest, ExtendsNothingKnown) {
  EXPECT_EQ(FaultsOf("profiles:\n  a: {extends: rsut, checks: {query: {port: 1}}}\n"),
            "reach.yml:2: profile \"a\": unknown profile \"rsut\" (did you mean \"rust\"?)");
}

TEST(BadProfileTest, ChecksThatNobodyKnows) {
  EXPECT_EQ(
      FaultsOf(R"(
profiles:
  a: {extends: rust, checks: {querry: {port: 1}}}
  b: {checks: {game: {port: 1}, web: {module: htpp, port: 80}}}
targets:
- {name: t, host: t.example, profile: rust, checks: {rcno: {port: 1}}}
)"),
      R"(reach.yml:3: profile "a" check "querry": profile "rust" has no such check (did you mean "query"?); a new one needs "module"
reach.yml:4: profile "b" check "game": "module" is missing
reach.yml:4: profile "b" check "web": unknown module "htpp"; known are a2s, icmp, minecraft_bedrock, minecraft_java, tcp, udp
reach.yml:6: target "t" check "rcno": profile "rust" has no such check (did you mean "rcon"?); a new one needs "module")");
}

TEST(BadTargetTest, NameAndHostAreMissing) {
  EXPECT_EQ(FaultsOf("targets:\n- {profile: rust}\n"),
            "reach.yml:2: target: \"name\" is missing\n"
            "reach.yml:2: target: \"host\" is missing");
}

TEST(BadTargetTest, Hosts) {
  EXPECT_EQ(FaultsOf(R"(
targets:
- {name: a, profile: rust, host: "https://a.example/"}
- {name: b, profile: rust, host: "a.example:28015"}
- {name: c, profile: rust, host: "192.0.2.300"}
- {name: d, profile: rust, host: "m\u00fcller.example"}
- {name: e, profile: rust, host: ""}
- {name: f, profile: rust, host: "[192.0.2.1]"}
- {name: g, profile: rust, host: "-a.example"}
)"),
            R"(reach.yml:3: target "a": host "https://a.example/" is a URL; write the host alone
reach.yml:4: target "b": host "a.example:28015" has a port; write it as "port" of a check
reach.yml:5: target "c": host "192.0.2.300" is neither a name nor an address
reach.yml:6: target "d": host "müller.example" is not ASCII; write an international name in its xn-- form
reach.yml:7: target "e": host "" is neither a name nor an address
reach.yml:8: target "f": host "[192.0.2.1]" is neither a name nor an address
reach.yml:9: target "g": host "-a.example" is neither a name nor an address)");
}

TEST(BadTargetTest, SameNameTwiceNamesBothLines) {
  EXPECT_EQ(FaultsOf(R"(
targets:
- {name: a, host: a.example, profile: rust}
- {name: b, host: a.example, profile: rust}
- host: b.example
  name: a
  profile: rust
)"),
            "reach.yml:6: target \"a\": the name is taken by the target at line 3");
}

TEST(BadTargetTest, ProfileWithAPort) {
  EXPECT_EQ(FaultsOf("targets:\n- {name: a, host: a.example, profile: rust, port: 28015}\n"),
            "reach.yml:2: target \"a\": the profile says the ports; change them under \"checks\"");
  EXPECT_EQ(FaultsOf("targets:\n- {name: a, host: a.example, port: 1, checks: [{module: tcp, "
                     "port: 2}]}\n"),
            "reach.yml:2: target \"a\": \"port\" belongs to a check; write it under \"checks\"");
}

TEST(BadTargetTest, UnknownProfile) {
  EXPECT_EQ(FaultsOf("targets:\n- {name: a, host: a.example, profile: quake}\n"),
            "reach.yml:2: target \"a\": unknown profile \"quake\"; known are minecraft, rust, "
            "source, valheim");
}

TEST(BadTargetTest, NothingToProbe) {
  EXPECT_EQ(FaultsOf(R"(
targets:
- {name: a, host: a.example}
- {name: b, host: a.example, checks: []}
- {name: c, host: a.example, checks: [{module: tcp, port: 1, enabled: false}]}
- {name: d, host: a.example, profile: valheim, checks: {game: {enabled: false}, query: {enabled: false}}}
)"),
            R"(reach.yml:3: target "a": has neither "profile" nor "checks"
reach.yml:4: target "b": has neither "profile" nor "checks"
reach.yml:5: target "c": no check is enabled
reach.yml:6: target "d": no check is enabled)");
}

TEST(BadTargetTest, ChecksInTheOtherForm) {
  EXPECT_EQ(FaultsOf(R"(
targets:
- {name: a, host: a.example, checks: {web: {module: tcp, port: 80}}}
- {name: b, host: a.example, profile: rust, checks: [{name: query, port: 1}]}
)"),
            R"(reach.yml:3: target "a": "checks" must be a list, because the target has no profile
reach.yml:4: target "b": "checks" must be a map by name, because the target has a profile)");
}

TEST(BadTargetTest, FamilyThatDoesNotFitTheAddress) {
  EXPECT_EQ(FaultsOf(R"(
targets:
- {name: a, host: 192.0.2.1, family: both, profile: rust}
- {name: b, host: "2001:db8::1", checks: [{module: tcp, port: 1, family: ip4}]}
- {name: c, host: a.example, family: ipv6, path: wan, checks: [{module: tcp, port: 1}]}
)"),
            R"(reach.yml:3: target "a": family ip6 does not fit the address 192.0.2.1
reach.yml:4: target "b" check: family ip4 does not fit the address 2001:db8::1
reach.yml:5: target "c": "path" must be one of local, lan, hairpin, internet, not "wan"
reach.yml:5: target "c": "family" must be one of any, ip4, ip6, both, not "ipv6")");
}

}  // namespace
}  // namespace reach
