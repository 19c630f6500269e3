// Text that people and programs write: configurations, lists, files of the system, headers.
#include <gtest/gtest.h>
#include <re2/re2.h>

#include "exporter/config/config.h"
#include "exporter/config/duration.h"
#include "exporter/config/error.h"
#include "exporter/config/target_list.h"
#include "exporter/core/hex.h"
#include "exporter/core/host_port.h"
#include "exporter/core/text.h"
#include "exporter/engine/memory_file.h"
#include "exporter/net/hosts_file.h"
#include "exporter/net/nameserver.h"
#include "exporter/probes/registry.h"
#include "exporter/web/listen_address.h"
#include "exporter/web/negotiate.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/temp_file.h"

namespace reach {
namespace {

using test::Fuzz;

constexpr std::size_t kRounds = 20000;

const char* const kConfig = R"yaml(
global: {interval: 20s, timeout: 2s, vantage: "ho$$me", metrics: lean}
limits: {in_flight: 7, in_flight_per_host: 3, attempts_per_second: 12.5}
control: {lan: gateway, internet: ["192.0.2.1:443", t]}
dns: {nameservers: [192.0.2.53, "[2001:db8::53]:5353"]}
modules:
  ssh: {prober: tcp, tcp: {query_response: [{expect: "^SSH-(.*)", send: "$${1}"}]}}
  q3: {prober: udp, udp: {send_hex: "ffff 67", expect_hex: "ffff"}}
  ping3: {prober: icmp, icmp: {count: 3, spacing: 200ms}}
profiles:
  mine: {extends: rust, page_after: 12m, checks: {query: {port: 28117}}}
targets:
- {name: "t", host: t.example, profile: mine, labels: {tier: gold}, path: hairpin}
- {name: v6, host: "2001:db8::1", checks: [{module: ssh, port: 22, expect: {lan: [open]}}]}
- name: b
  host: b.example
  family: both
  checks: [{name: p, module: ping3}, {module: q3, port: 9, role: proof}]
target_files:
- {files: [x/*.yml], refresh: 30s, defaults: {module: tcp, port: 22}}
- {http_sd: {url: "https://c.example/sd", headers: {X: y}}, defaults: {profile: rust}}
)yaml";

// As `--config.print` has it, without the comments about profiles, which a second print cannot
// know.
std::string PrintOf(const test::TempFile& file) {
  std::string text = config::Print(config::LoadConfig(file.path(), Probers()));
  RE2::GlobalReplace(&text, "  # of profile .*", "");
  return text;
}

TEST(TextFuzzTest, ConfigurationIsRefusedWithItsFaultsOrPrintsAsOneThatLoads) {
  const test::TempFile file("", ".yml");
  const test::TempFile printed("", ".yml");
  std::size_t loaded = 0;
  Fuzz({kConfig}, 400, [&](std::string_view text) {
    file.Write(text);
    std::string print;
    try {
      print = PrintOf(file);
    } catch (const config::Faults& faults) {
      EXPECT_FALSE(faults.faults().empty());
      return;
    }
    ++loaded;
    printed.Write(print);
    EXPECT_EQ(PrintOf(printed), print);
  });
  EXPECT_GT(loaded, 1U) << "the seed itself, and some that are only a little odd";
}

TEST(TextFuzzTest, ListOfTargetsIsReadOrRefused) {
  const std::vector<std::string> seeds = {
      R"j([{"targets": ["a:1", "192.0.2.1"], "labels": {"x": "\u00e9\ud83c\udfae"}}])j",
      "- targets: ['a:1', b]\n  labels: {env: prod, __param_module: tcp}\n- {targets: [c]}\n",
      "[]"};
  Fuzz(seeds, kRounds / 2, [](std::string_view text) {
    try {
      const auto list = config::ParseTargetList("list", std::string(text));
      for (const auto& group : list->groups) EXPECT_GT(group.line, 0);
    } catch (const config::Faults& faults) {
      EXPECT_EQ(faults.faults().size(), 1U);
    }
  });
}

TEST(TextFuzzTest, MemoryFileIsWholeOrNothingIsBelieved) {
  const Moment now{TimePoint(std::chrono::hours(100)),
                   std::chrono::system_clock::time_point(std::chrono::seconds(1'750'000'000))};
  const Remembered row{State::kRefused, now.steady, now.steady, std::nullopt, now.steady};
  const std::string good = EncodeMemories({{"a\nb\nc\n1\ntcp\nany", row}}, now);
  Fuzz({good, EncodeMemories({}, now)}, kRounds, [&](std::string_view bytes) {
    const DecodedMemories read = DecodeMemories(bytes, now);
    if (!read.problem.empty()) {
      EXPECT_TRUE(read.memories.empty());
    }
    for (const auto& [key, memory] : read.memories) EXPECT_LE(memory.since, now.steady) << key;
  });
}

TEST(TextFuzzTest, FilesOfTheSystemAreReadAsFarAsTheyMakeSense) {
  Fuzz({"127.0.0.1 localhost a.b # c\n::1 ip6-localhost\n", "fe80::1%lo x\n\t1.2.3.4\ty z\r\n"},
       kRounds, [](std::string_view text) {
         for (const auto& [name, addresses] : ParseHosts(text)) EXPECT_FALSE(addresses.empty());
       });
  Fuzz({"nameserver 192.0.2.1\nsearch x\nnameserver ::1\n", "options ndots:1\nnameserver\n"},
       kRounds, [](std::string_view text) { ParseResolvConf(text); });
}

TEST(TextFuzzTest, SmallFormsComeBackAsTheyWere) {
  const std::vector<std::string> seeds = {"1h30m",     "250ms",          "[2001:db8::1]:80",
                                          "name:80",   "192.0.2.1:5353", ":10836",
                                          "localhost", "ff ff 54",       "9223372036854775807y"};
  Fuzz(seeds, 5 * kRounds, [](std::string_view text) {
    if (const auto duration = config::ParseDuration(text)) {
      EXPECT_EQ(config::ParseDuration(config::FormatDuration(*duration)), duration) << text;
    }
    if (const auto host = ParseHostPort(text)) {
      const auto again = ParseHostPort(ToString(*host));
      ASSERT_TRUE(again) << text;
      EXPECT_EQ(ToString(*again), ToString(*host));
    }
    ParseHost(text);
    ParseNameserver(text);
    ParseHex(text);
    web::ParseListenAddress(text);
  });
}

TEST(TextFuzzTest, WhateverAScraperAcceptsItIsOfferedOneOfOurFormats) {
  const std::vector<std::string> seeds = {
      "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;q=0.3",
      "text/plain;version=0.0.4;q=0.5,*/*;q=0.1", "gzip;q=1.0, identity;q=0, *"};
  Fuzz(seeds, kRounds, [](std::string_view header) {
    const std::string type = web::Negotiate(header).content_type;
    EXPECT_TRUE(type.starts_with("text/plain; version=0.0.4; charset=utf-8") ||
                type.starts_with("application/openmetrics-text; version=1.0.0; charset=utf-8"))
        << type;
    EXPECT_EQ(type.find_first_of("\r\n"), std::string::npos);
    web::AcceptsGzip(header);
  });
}

TEST(TextFuzzTest, CleanTextIsShortUtf8AndNoCleanerASecondTime) {
  const std::vector<std::string> seeds = {"Sunday Builders \xF0\x9F\x8E\xAE",
                                          "\xED\xA0\x80\xC0\xAF\xF5", "e\xCC\x81\x1B[31m\r\n"};
  Fuzz(seeds, kRounds, [](std::string_view text) {
    const std::string clean = CleanText(text);
    EXPECT_LE(clean.size(), 128U);
    EXPECT_EQ(Utf8Prefix(clean), clean.size());
    EXPECT_EQ(CleanText(clean), clean);
    EXPECT_EQ(EscapeLabel(clean).find('\n'), std::string::npos);
  });
}

}  // namespace
}  // namespace reach
