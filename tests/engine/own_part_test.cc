#include "exporter/engine/own_part.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/support/config_text.h"

namespace reach {
namespace {

using config::ShardBy;

constexpr int kHosts = 1000;

// Hosts with two checks each.
std::string ManyTargets() {
  std::string text = "targets:\n";
  for (int i = 0; i < kHosts; ++i) {
    const std::string number = std::to_string(i);
    text +=
        "- {name: t" + number + ", host: h" + number +
        ".example, checks: [{name: a, module: tcp, port: 1}, {name: b, module: udp, port: 2}]}\n";
  }
  return text;
}

config::Config PartOf(config::Config whole, std::uint32_t index, std::uint32_t total,
                      ShardBy by = ShardBy::kHost) {
  whole.shard = {index, total, by};
  return *OwnPart(std::make_shared<const config::Config>(std::move(whole)));
}

// By check, the shard that has it; fails for a check that two have.
std::map<std::string, std::uint32_t> Owners(const config::Config& whole, std::uint32_t total,
                                            ShardBy by = ShardBy::kHost) {
  std::map<std::string, std::uint32_t> owners;
  for (std::uint32_t index = 0; index < total; ++index) {
    for (const Check& check : PartOf(whole, index, total, by).checks) {
      EXPECT_TRUE(owners.emplace(Title(check), index).second) << Title(check);
    }
  }
  return owners;
}

std::vector<std::uint32_t> ShardsWithName(const config::Config& whole, std::uint32_t total,
                                          std::string_view hostname) {
  std::vector<std::uint32_t> shards;
  for (std::uint32_t index = 0; index < total; ++index) {
    for (const config::Ddns& name : PartOf(whole, index, total).ddns) {
      if (name.hostname == hostname) shards.push_back(index);
    }
  }
  return shards;
}

TEST(OwnPartTest, AloneAnExporterHasTheWholeItself) {
  const auto whole = std::make_shared<const config::Config>(LoadText(ManyTargets()));
  EXPECT_EQ(OwnPart(whole), whole);
}

TEST(OwnPartTest, EachCheckIsOnOneShardAndInTheOrderOfTheFile) {
  const config::Config whole = LoadText(ManyTargets());
  for (const ShardBy by : {ShardBy::kHost, ShardBy::kCheck}) {
    for (std::uint32_t total = 2; total <= 7; ++total) {
      EXPECT_EQ(Owners(whole, total, by).size(), whole.checks.size());
    }
  }
  std::size_t last = 0;
  for (const Check& check : PartOf(whole, 1, 3).checks) {
    const auto number = static_cast<std::size_t>(std::stoi(check.target.substr(1)));
    EXPECT_GE(number, last);
    last = number;
  }
}

// The names are fixed, so that the same checks move in each run. The bound is three times the
// deviation of a binomial distribution.
TEST(OwnPartTest, OneShardMoreTakesItsShareAndMovesNothingElse) {
  const config::Config whole = LoadText(ManyTargets());
  for (std::uint32_t total = 1; total <= 5; ++total) {
    const auto before = Owners(whole, total);
    std::size_t moved = 0;
    for (const auto& [check, shard] : Owners(whole, total + 1)) {
      if (before.at(check) == shard) continue;
      ++moved;
      EXPECT_EQ(shard, total);
    }
    const double share = 1.0 / (total + 1);
    const double deviation = std::sqrt(kHosts * share * (1 - share));
    EXPECT_NEAR(static_cast<double>(moved) / 2, kHosts * share, 3 * deviation) << total;
  }
}

TEST(OwnPartTest, ByHostAllChecksOfAHostStayTogetherHoweverItIsSpelt) {
  const config::Config whole = LoadText(R"(targets:
- {name: a, host: Shop.Example.org, checks: [{module: tcp, port: 1}, {module: tcp, port: 2}]}
- {name: b, host: shop.example.org., checks: [{module: tcp, port: 3}]}
- {name: c, host: "2001:db8::1", checks: [{module: tcp, port: 1}]}
- {name: d, host: "2001:DB8:0::1", checks: [{module: tcp, port: 1}]}
)");
  const auto owners = Owners(whole, 64);
  EXPECT_EQ(owners.at("a/tcp-1"), owners.at("a/tcp-2"));
  EXPECT_EQ(owners.at("a/tcp-1"), owners.at("b/tcp-3"));
  EXPECT_EQ(owners.at("c/tcp-1"), owners.at("d/tcp-1"));
}

TEST(OwnPartTest, ByCheckAHostIsDivided) {
  std::string text = "targets:\n- {name: one, host: one.example, checks: [";
  for (int i = 1; i <= 40; ++i) text += "{module: tcp, port: " + std::to_string(i) + "}, ";
  const config::Config whole = LoadText(text + "]}\n");
  std::set<std::uint32_t> shards;
  for (const auto& [check, shard] : Owners(whole, 4, ShardBy::kCheck)) shards.insert(shard);
  EXPECT_EQ(shards.size(), 4U);
}

TEST(OwnPartTest, ATargetSeenFromInsideGoesWhereItsOutsideGoes) {
  std::string text = "targets:\n";
  for (int i = 0; i < 50; ++i) {
    const std::string n = std::to_string(i);
    text += "- {name: in" + n + ", host: 10.0.0." + n + ", of: out" + n + ", profile: rust}\n";
    text += "- {name: out" + n + ", host: s" + n + ".example, profile: rust}\n";
  }
  const auto owners = Owners(LoadText(text), 5);
  for (int i = 0; i < 50; ++i) {
    const std::string n = std::to_string(i);
    EXPECT_EQ(owners.at("in" + n + "/query"), owners.at("out" + n + "/query")) << i;
  }
}

TEST(OwnPartTest, ADdnsNameIsWatchedWhereItsTargetIs) {
  const config::Config whole = LoadText(R"(targets:
- {name: by-name, host: 192.0.2.7, profile: rust}
- {name: by-host, host: other.example, profile: rust}
ddns:
- {hostname: named.example, targets: [by-name]}
- {hostname: Other.example}
- {hostname: nobodys.example}
)");
  for (std::uint32_t total = 2; total <= 8; ++total) {
    const auto owners = Owners(whole, total);
    EXPECT_EQ(ShardsWithName(whole, total, "named.example"),
              std::vector{owners.at("by-name/query")});
    EXPECT_EQ(ShardsWithName(whole, total, "Other.example"),
              std::vector{owners.at("by-host/query")});
    EXPECT_EQ(ShardsWithName(whole, total, "nobodys.example").size(), 1U);
  }
}

TEST(OwnPartTest, ADdnsNameOfTargetsOnTwoShardsIsWatchedByBoth) {
  const config::Config whole = LoadText(R"(targets:
- {name: a, host: 192.0.2.7, profile: rust}
- {name: b, host: 192.0.2.8, profile: rust}
- {name: c, host: 192.0.2.9, profile: rust}
ddns: [{hostname: home.example, targets: [a, b, c]}]
)");
  std::set<std::uint32_t> owners;
  for (const auto& [check, shard] : Owners(whole, 16)) owners.insert(shard);
  ASSERT_GT(owners.size(), 1U);
  const auto shards = ShardsWithName(whole, 16, "home.example");
  EXPECT_EQ(std::set<std::uint32_t>(shards.begin(), shards.end()), owners);
}

TEST(OwnPartTest, AllElseIsEveryShards) {
  const config::Config whole = LoadText(ManyTargets() + "control: {internet: [t1]}\nwan: {}\n");
  const config::Config part = PartOf(whole, 2, 3);
  const auto internet = static_cast<std::size_t>(Scope::kInternet);
  ASSERT_EQ(part.controls[internet].size(), 1U);
  EXPECT_EQ(part.controls[internet][0].checks.size(), 2U);
  EXPECT_EQ(part.wan, whole.wan);
  EXPECT_EQ(part.limits, whole.limits);
}

}  // namespace
}  // namespace reach
