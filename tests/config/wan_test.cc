#include <gtest/gtest.h>

#include "exporter/config/wan_source.h"
#include "tests/support/config_text.h"

namespace reach::config {
namespace {

constexpr char kTarget[] =
    "targets: [{name: t, host: t.example, checks: [{module: tcp, port: 1}]}]\n";

config::Wan LoadWan(const std::string& wan) { return LoadText("wan: " + wan + "\n" + kTarget).wan; }

std::string Faults(const std::string& part) { return FaultsOf(part + "\n" + kTarget); }

TEST(WanConfigTest, WithoutTheSectionItIsOffAndAnEmptyOneIsOnExceptInContainers) {
  EXPECT_EQ(LoadText(kTarget).wan.enabled, false);
  const Wan wan = LoadWan("{}");
  EXPECT_EQ(wan.enabled, std::nullopt);
  EXPECT_EQ(wan.interval, std::chrono::minutes(2));
  EXPECT_EQ(wan.expected, ExpectedNat::kNat);
  EXPECT_FALSE(wan.hash);
  EXPECT_EQ(wan.sources.size(), DefaultWanSources().size());
}

TEST(WanConfigTest, WordStandsForTheDefaultSourcesOfItsKind) {
  const Wan wan = LoadWan(
      "{enabled: true, sources: [stun, http, router], expected: direct, "
      "privacy: hash, interval: 5m}");
  EXPECT_EQ(wan.enabled, true);
  EXPECT_TRUE(wan.hash);
  EXPECT_EQ(wan.expected, ExpectedNat::kDirect);
  for (const WanSource& source : wan.sources) EXPECT_NE(source.kind, WanKind::kDns);
  EXPECT_LT(wan.sources.size(), DefaultWanSources().size());
}

TEST(WanConfigTest, EverySourceCanBeReplaced) {
  const Wan wan = LoadWan(
      R"({interval: 5s, sources: ["stun://stun.example", "https://ip.example:8443/me#us",
          "dns://[2001:db8::1]:5353/who.example?txt", "router://192.168.1.1"]})");
  ASSERT_EQ(wan.sources.size(), 4U);
  EXPECT_EQ(wan.sources[0].port, 3478);
  EXPECT_EQ(wan.sources[0].run_by, "stun.example");
  EXPECT_EQ(wan.sources[1].run_by, "us");
  EXPECT_EQ(wan.sources[1].port, 8443);
  EXPECT_EQ(wan.sources[1].text, "https://ip.example:8443/me");
  EXPECT_EQ(wan.sources[2].host, "2001:db8::1");
  EXPECT_EQ(wan.sources[2].family, Family::kIp6);
  EXPECT_EQ(wan.sources[2].question, "who.example");
  EXPECT_EQ(wan.sources[2].ask, WanSource::Ask::kText);
  EXPECT_EQ(wan.sources[3].run_by, "router");
}

TEST(WanConfigTest, HostsOfOneDomainAreOneOperator) {
  EXPECT_EQ(ParseWanSource("https://a.b.example.com/")->run_by, "example.com");
  EXPECT_EQ(ParseWanSource("stun://192.0.2.1")->run_by, "192.0.2.1");
}

TEST(WanConfigTest, WhatIsNoSourceIsRefused) {
  for (const char* bad : {"", "ftp://a.example/", "stun://", "stun://a.example/x",
                          "dns://a.example", "dns://a.example/", "dns://a.example/n?x",
                          "router://name", "https:///x", "stun://a b", "stun://a.example#"}) {
    EXPECT_FALSE(ParseWanSource(bad)) << bad;
  }
  EXPECT_NE(Faults("wan: {sources: [stum, http, dns]}").find("\"stum\" is none of stun"),
            std::string::npos);
}

TEST(WanConfigTest, TooFewSourcesOrKindsAndImpoliteIntervalsAreRefused) {
  EXPECT_NE(Faults("wan: {sources: [router, \"stun://a.example\"]}").find("at least three"),
            std::string::npos);
  EXPECT_NE(Faults("wan: {sources: [http]}").find("two kinds"), std::string::npos);
  EXPECT_NE(Faults("wan: {interval: 30s}").find("must be 1m or more"), std::string::npos);
}

TEST(DdnsConfigTest, EntryIsReadWithItsDefaults) {
  const auto ddns = LoadText(
                        "ddns: [{hostname: home.example, targets: [t]}, {hostname: b.example, "
                        "provider: duckdns, updater_period: 10m, authority: [192.0.2.1]}]\n" +
                        std::string(kTarget))
                        .ddns;
  ASSERT_EQ(ddns.size(), 2U);
  EXPECT_EQ(ddns[0].provider, "other");
  EXPECT_EQ(ddns[0].updater_period, std::chrono::minutes(5));
  EXPECT_EQ(ddns[1].provider, "duckdns");
  EXPECT_EQ(ddns[1].authority, std::vector<std::string>{"192.0.2.1"});
}

TEST(DdnsConfigTest, MistakesAreNamed) {
  const std::string faults = Faults(
      "ddns: [{hostname: 192.0.2.1}, {hostname: a.example, targets: [nobody], provider: dukdns}, "
      "{hostname: a.example, authority: [x]}, {targets: [t]}]");
  for (const char* part :
       {"is not a DNS name", "\"nobody\" is not a target", "duckdns", "is there already",
        "not an address of a DNS server", "\"hostname\" is missing"}) {
    EXPECT_NE(faults.find(part), std::string::npos) << part << "\n" << faults;
  }
}

TEST(WanConfigTest, PrintedFormLoadsToTheSame) {
  const std::string text = R"(
wan: {enabled: true, interval: 5s, expected: cgnat, privacy: hash,
      sources: ["stun://a.example#x", "https://b.example/ip", "dns://c.example/d?chaos", router]}
ddns: [{hostname: home.example, provider: noip, updater_period: 7m, targets: [t],
        authority: ["192.0.2.1:5353"]}]
)" + std::string(kTarget);
  const Config config = LoadText(text);
  const Config again = LoadText(Print(config));
  EXPECT_EQ(again.wan, config.wan);
  EXPECT_EQ(again.ddns, config.ddns);
}

}  // namespace
}  // namespace reach::config
