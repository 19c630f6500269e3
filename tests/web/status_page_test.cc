#include "exporter/web/status_page.h"

#include <gtest/gtest.h>

#include "exporter/version.h"
#include "tests/support/made_up_snapshot.h"

namespace reach::web {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using test::LinesWith;
using test::MakeRow;
using test::SnapshotMaker;

class StatusPageTest : public testing::Test {
 protected:
  StatusPageTest() { clock_.Update(now_, std::chrono::system_clock::now()); }

  std::string Render(const SnapshotMaker& maker, const std::string& notice = {}) const {
    config::Config config = maker.MakeConfig();
    config.notice = notice;
    return RenderStatusPage(maker.Make(), config, clock_, now_);
  }

  TimePoint now_ = Clock::now();
  WallClock clock_;
};

TEST_F(StatusPageTest, WorstComesFirst) {
  SnapshotMaker maker(now_);
  maker.Add({.target = "fine"}, MakeRow(Reason::kSynAck, Success::kYes, now_, hours(9)))
      .Add({.target = "unknown"}, Row())
      .Add({.target = "down-short"}, MakeRow(Reason::kRst, Success::kNo, now_, minutes(1)))
      .Add({.target = "error"}, MakeRow(Reason::kDnsServfail, Success::kAbsent, now_, hours(5)))
      .Add({.target = "closed-as-expected"}, MakeRow(Reason::kRst, Success::kYes, now_, hours(7)))
      .Add({.target = "down-long"}, MakeRow(Reason::kNoAnswer, Success::kNo, now_, hours(2)));
  const Snapshot snapshot = maker.Make();
  std::vector<std::string> order;
  for (const StatusRow& row : WorstFirst(snapshot, 99)) order.push_back(row.entry->check.target);
  EXPECT_EQ(order, (std::vector<std::string>{"down-long", "down-short", "error", "unknown",
                                             "closed-as-expected", "fine"}));
}

TEST_F(StatusPageTest, RowSaysStateSinceWhenHowFastAndWhyInWords) {
  Row row = MakeRow(Reason::kRst, Success::kNo, now_, minutes(3));
  row.last_probe = Tenths::At(now_ - minutes(1));
  const auto rows = LinesWith(Render(SnapshotMaker(now_).Add({}, row)), "<tr class=\"bad\">");
  ASSERT_EQ(rows.size(), 1U);
  for (const char* part : {">rust-main<", ">game<", ">192.0.2.7:28015/tcp<", ">refused<",
                           ">3 min<small>", ">1 min ago<", "nothing listens on this port"}) {
    EXPECT_NE(rows[0].find(part), std::string::npos) << part << " in " << rows[0];
  }
}

TEST_F(StatusPageTest, FailingCheckSaysWhenItWasLastGood) {
  SnapshotMaker maker(now_);
  Snapshot snapshot = maker.Add({}, MakeRow(Reason::kRst, Success::kNo, now_, minutes(3))).Make();
  const auto config = maker.MakeConfig();
  EXPECT_EQ(RenderStatusPage(snapshot, config, clock_, now_).find("last good"), std::string::npos);
  snapshot.shards[0].last_success[0] = Tenths::At(now_ - hours(5) - seconds(1));
  const std::string page = RenderStatusPage(snapshot, config, clock_, now_);
  EXPECT_NE(page.find("<small>last good 5 h ago</small>"), std::string::npos);
}

TEST_F(StatusPageTest, RowOfOneAddressOfANameSaysWhich) {
  Snapshot snapshot = SnapshotMaker(now_).Add({.host = "shop.example"}, Row()).Make();
  CheckTable table = *snapshot.shards[0].table;
  table[0].check.set_address(*Address::Parse("2001:db8::1"));
  snapshot.shards[0].table = std::make_shared<const CheckTable>(table);
  const std::string page = RenderStatusPage(snapshot, {}, clock_, now_);
  EXPECT_NE(page.find(">shop.example:28015/tcp at 2001:db8::1<"), std::string::npos);
}

TEST_F(StatusPageTest, OfflineExporterIsNamedOnTopWithSinceWhen) {
  SnapshotMaker maker(now_);
  Snapshot snapshot = maker.Add({}, Row()).Make();
  const config::Config config = maker.MakeConfig();
  const std::string words = "The exporter itself is offline";
  EXPECT_EQ(RenderStatusPage(snapshot, config, clock_, now_).find(words), std::string::npos);
  snapshot.online[1] = {Tenths::At(now_ - minutes(3)), Online::kNo};
  const std::string page = RenderStatusPage(snapshot, config, clock_, now_);
  const std::size_t at = page.find(words);
  ASSERT_NE(at, std::string::npos);
  EXPECT_LT(at, page.find("<ul class=\"counts\">"));
  EXPECT_NE(page.find("The internet does not answer, for 3 min", at), std::string::npos);
}

TEST_F(StatusPageTest, OpenCheckShowsItsRttAndAClosedOneDoesNot) {
  const auto open =
      Render(SnapshotMaker(now_).Add({}, MakeRow(Reason::kSynAck, Success::kYes, now_)));
  EXPECT_NE(open.find(">12.3 ms<"), std::string::npos);
  Row row = MakeRow(Reason::kSynAck, Success::kYes, now_);
  row.reason = Reason::kNoAnswer;
  EXPECT_EQ(Render(SnapshotMaker(now_).Add({}, row)).find(">12.3 ms<"), std::string::npos);
}

TEST_F(StatusPageTest, AddressOfIpv6HasBracketsAndPingHasNoPort) {
  SnapshotMaker maker(now_);
  maker.Add({.host = "2001:db8::1", .family = Family::kIp6}, Row())
      .Add({.port = 0, .transport = Transport::kIcmp}, Row());
  const std::string page = Render(maker);
  EXPECT_NE(page.find(">[2001:db8::1]:28015/tcp (ip6)<"), std::string::npos);
  EXPECT_NE(page.find(">192.0.2.7/icmp<"), std::string::npos);
}

TEST_F(StatusPageTest, WhatComesFromOutsideCannotBecomeMarkup) {
  SnapshotMaker maker(now_);
  maker.Add({.target = "<script>", .name = "\"'", .host = "<i>"}, Row());
  const std::string page = Render(maker, "<b>notice</b>");
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find("<i>"), std::string::npos);
  EXPECT_EQ(page.find("<b>notice"), std::string::npos);
  EXPECT_NE(page.find("&lt;b&gt;notice"), std::string::npos);
}

TEST_F(StatusPageTest, NoticeIsOnTopAndVersionAtTheBottom) {
  const std::string page = Render(SnapshotMaker(now_).Add({}, Row()), "These are examples.");
  EXPECT_LT(page.find("These are examples."), page.find("<table>"));
  EXPECT_NE(page.find(kRevision, page.find("</table>")), std::string::npos);
  EXPECT_NE(page.find("href=\"metrics\""), std::string::npos);
}

TEST_F(StatusPageTest, StatesAreCounted) {
  SnapshotMaker maker(now_);
  maker.Add({}, MakeRow(Reason::kSynAck, Success::kYes, now_))
      .Add({}, MakeRow(Reason::kReply, Success::kYes, now_))
      .Add({}, MakeRow(Reason::kRst, Success::kNo, now_));
  const std::string page = Render(maker);
  EXPECT_NE(page.find(">3</b> checks"), std::string::npos);
  EXPECT_NE(page.find(">1</b> not as expected"), std::string::npos);
  EXPECT_NE(page.find(">2</b> open"), std::string::npos);
  EXPECT_EQ(page.find("</b> filtered"), std::string::npos);
}

TEST_F(StatusPageTest, OfAVeryLongListOnlyTheWorstAreShownAndThePageSaysSo) {
  SnapshotMaker maker(now_);
  for (std::size_t i = 0; i < kRowsShown; ++i) {
    maker.Add({.target = "fine"}, MakeRow(Reason::kSynAck, Success::kYes, now_));
  }
  EXPECT_EQ(Render(maker).find("Only the worst"), std::string::npos);
  maker.Add({.target = "zz-down"}, MakeRow(Reason::kRst, Success::kNo, now_));
  const std::string page = Render(maker);
  EXPECT_NE(page.find("Only the worst 2000 of 2001 checks are shown."), std::string::npos);
  EXPECT_EQ(LinesWith(page, "<tr class=").size(), kRowsShown);
  EXPECT_NE(page.find(">zz-down<"), std::string::npos);
}

}  // namespace
}  // namespace reach::web
