#include "exporter/web/sd.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "exporter/config/target_list.h"
#include "tests/support/made_up_snapshot.h"

namespace reach::web {
namespace {

std::string RenderAll(std::shared_ptr<const Snapshot> snapshot) {
  TargetsBody body(std::move(snapshot));
  std::string text;
  for (std::string_view piece; !(piece = body.Next()).empty();) text += piece;
  return text;
}

std::string Render(const std::vector<test::CheckSpec>& specs) {
  test::SnapshotMaker maker(Clock::now());
  for (const test::CheckSpec& spec : specs) maker.Add(spec, Row());
  return RenderAll(std::make_shared<const Snapshot>(maker.Make()));
}

TEST(SdTest, EveryCheckIsAGroupOfHttpSd) {
  const auto list = nlohmann::json::parse(
      Render({{.labels = {{"tier", "go\"ld\n"}}}, {.target = "six", .host = "2001:db8::1"}}));
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0]["targets"], nlohmann::json({"192.0.2.7:28015"}));
  EXPECT_EQ(list[0]["labels"]["tier"], "go\"ld\n");
  EXPECT_TRUE(list[0]["labels"].contains("__param_module"));
  EXPECT_EQ(list[0]["labels"]["__reach_target"], "rust-main");
  EXPECT_EQ(list[0]["labels"]["__reach_check"], "game");
  EXPECT_EQ(list[1]["targets"][0], "[2001:db8::1]:28015");
}

TEST(SdTest, NameWhoseAddressesAreAllProbedIsListedOnceWithThatWish) {
  auto table = std::make_shared<CheckTable>();
  for (const auto& spec : {test::CheckSpec{}, {.name = "query"}, {.name = "query"}}) {
    table->push_back({test::MakeCheck(spec), {}});
  }
  for (std::size_t i : {1U, 2U}) {
    (*table)[i].check.resolve = Resolve::kAll;
    (*table)[i].check.set_address(Address::V4({192, 0, 2, static_cast<std::uint8_t>(i)}));
  }
  Snapshot snapshot;
  snapshot.shards.emplace_back().table = table;
  const auto list =
      nlohmann::json::parse(RenderAll(std::make_shared<const Snapshot>(std::move(snapshot))));
  ASSERT_EQ(list.size(), 2U);
  EXPECT_FALSE(list[0]["labels"].contains("__reach_resolve"));
  EXPECT_EQ(list[1]["labels"]["__reach_resolve"], "all");
}

TEST(SdTest, WithoutAPortTheTargetIsTheHost) {
  const auto list = nlohmann::json::parse(Render({{.port = 0, .transport = Transport::kIcmp}}));
  EXPECT_EQ(list[0]["targets"][0], "192.0.2.7");
}

TEST(SdTest, NothingProbedIsAnEmptyList) {
  EXPECT_EQ(nlohmann::json::parse(Render({})).size(), 0u);
}

TEST(SdTest, WhatIsServedCanBeDiscovered) {
  const auto list = config::ParseTargetList("x", Render({{}, {.name = "query"}}));
  ASSERT_EQ(list->groups.size(), 2u);
  EXPECT_EQ(list->groups[1].labels[2].second, "query");
}

}  // namespace
}  // namespace reach::web
