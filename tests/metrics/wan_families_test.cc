#include "exporter/metrics/wan_families.h"

#include <gtest/gtest.h>

#include "tests/support/made_up_snapshot.h"

namespace reach::metrics {
namespace {

using test::LinesWith;
using Lines = std::vector<std::string>;

std::string Render(const wan::View& view) {
  std::string text;
  Exposition out(Format::kText, text);
  RenderWan(view, out);
  out.Finish();
  return text;
}

wan::View Home() {
  wan::View view;
  view.addresses = true;
  view.shown_ip4 = "8.8.4.7";
  view.status.ip4.address = *Address::Parse("8.8.4.7");
  view.status.ip4.answered = 6;
  view.status.ip4.agreeing = 5;
  view.status.nat = wan::Nat::kSingle;
  return view;
}

TEST(WanFamiliesTest, FirstSightHasNoTimeOfAChange) {
  const std::string text = Render(Home());
  EXPECT_EQ(LinesWith(text, "reach_wan_ip_info"),
            Lines{"reach_wan_ip_info{family=\"ip4\",ip=\"8.8.4.7\"} 1"});
  EXPECT_TRUE(LinesWith(text, "reach_wan_ip_changed").empty());
  EXPECT_EQ(LinesWith(text, "reach_wan_ip_changes_total"),
            (Lines{"reach_wan_ip_changes_total{family=\"ip4\"} 0",
                   "reach_wan_ip_changes_total{family=\"ip6\"} 0"}));
  EXPECT_EQ(LinesWith(text, "reach_wan_ip_sources_agreeing{family=\"ip4\"}"),
            Lines{"reach_wan_ip_sources_agreeing{family=\"ip4\"} 5"});
  EXPECT_EQ(LinesWith(text, "reach_nat_info"), Lines{"reach_nat_info{kind=\"single\"} 1"});
}

TEST(WanFamiliesTest, ChangeHasItsTimeAndTheOldAddressIsGone) {
  wan::View view = Home();
  view.shown_ip4 = "8.8.4.8";
  view.status.ip4.changes = 1;
  view.status.ip4.changed = WallTime(std::chrono::seconds(1795230000));
  const std::string text = Render(view);
  EXPECT_EQ(LinesWith(text, "reach_wan_ip_changed_timestamp_seconds"),
            Lines{"reach_wan_ip_changed_timestamp_seconds{family=\"ip4\"} 1795230000"});
  EXPECT_EQ(LinesWith(text, "reach_wan_ip_info").size(), 1U);
}

TEST(WanFamiliesTest, NameHasOneOfSevenStates) {
  wan::View view;
  wan::DdnsStatus& ddns = view.ddns.emplace_back();
  ddns.hostname = "home.example";
  ddns.targets = {"rust-main"};
  ddns.state = wan::DdnsState::kStale;
  ddns.stale_since = WallTime(std::chrono::seconds(1795230000));
  const std::string text = Render(view);
  EXPECT_TRUE(LinesWith(text, "reach_wan").empty());  // only names are watched
  EXPECT_EQ(LinesWith(text, "reach_ddns_state").size(), 7U);
  EXPECT_EQ(LinesWith(text, "reach_ddns_state{hostname=\"home.example\",state=\"stale\"}"),
            Lines{"reach_ddns_state{hostname=\"home.example\",state=\"stale\"} 1"});
  EXPECT_EQ(
      LinesWith(text, "reach_ddns_stale_since"),
      Lines{"reach_ddns_stale_since_timestamp_seconds{hostname=\"home.example\"} 1795230000"});
  EXPECT_EQ(LinesWith(text, "reach_ddns_info"),
            Lines{"reach_ddns_info{hostname=\"home.example\",target=\"rust-main\"} 1"});
}

}  // namespace
}  // namespace reach::metrics
