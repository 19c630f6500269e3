#include "exporter/diagnosis/remedy.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "exporter/diagnosis/cause_table.h"
#include "tests/support/evidence_maker.h"

namespace reach::diagnosis {
namespace {

Blanks Rcon() {
  Blanks blanks;
  blanks.check = "rcon";
  blanks.host = "myserver.example.org";
  blanks.port = 28016;
  return blanks;
}

bool Mentions(const std::vector<RenderedRemedy>& remedies, Platform platform,
              std::string_view text) {
  return std::any_of(remedies.begin(), remedies.end(), [&](const RenderedRemedy& remedy) {
    return remedy.platform == platform && remedy.text.find(text) != std::string::npos;
  });
}

TEST(RemedyTest, EveryCauseHasASentenceAndARemedy) {
  for (const CauseRow& row : CauseTable()) {
    EXPECT_FALSE(SentenceOf(row.cause).empty()) << Name(row.cause);
    EXPECT_FALSE(RemediesOf(row.cause).empty()) << Name(row.cause);
  }
}

TEST(RemedyTest, NoBlankRemainsWhenAllIsKnown) {
  for (const CauseRow& row : CauseTable()) {
    EXPECT_EQ(Sentence(row.cause, Rcon()).find('{'), std::string::npos) << Name(row.cause);
    for (const RenderedRemedy& remedy : Render(row.cause, Rcon())) {
      EXPECT_EQ(remedy.text.find('{'), std::string::npos) << remedy.text;
    }
  }
}

TEST(RemedyTest, TheCommandsBearPortAndProtocol) {
  Blanks blanks = Rcon();
  const auto tcp = Render(Cause::kHostFirewallDrop, blanks);
  EXPECT_TRUE(Mentions(tcp, Platform::kLinux, "sudo ufw allow 28016/tcp"));
  EXPECT_TRUE(Mentions(tcp, Platform::kLinux, "--add-port=28016/tcp"));
  EXPECT_TRUE(Mentions(tcp, Platform::kWindows, "protocol=TCP localport=28016"));
  blanks.transport = Transport::kUdp;
  EXPECT_TRUE(Mentions(Render(Cause::kNoPortForward, blanks), Platform::kRouter, "UDP"));
}

TEST(RemedyTest, AKnownProviderLeavesOutTheOthers) {
  Blanks blanks = Rcon();
  EXPECT_TRUE(Mentions(Render(Cause::kDdnsStale, blanks), Platform::kAny, "DuckDNS"));
  blanks.provider = "noip";
  const auto noip = Render(Cause::kDdnsStale, blanks);
  EXPECT_TRUE(Mentions(noip, Platform::kAny, "badauth"));
  EXPECT_FALSE(Mentions(noip, Platform::kAny, "DuckDNS"));
}

TEST(RemedyTest, WhatIsFilledInIsNotFilledAgain) {
  Blanks blanks = Rcon();
  blanks.check = "{host}";
  EXPECT_EQ(Fill("{check} {unknown}", blanks), "{host} {unknown}");
}

TEST(RemedyTest, APingHasNoPort) {
  Blanks blanks = Rcon();
  blanks.port = 0;
  blanks.transport = Transport::kIcmp;
  EXPECT_EQ(Sentence(Cause::kHostFirewallDrop, blanks),
            "The firewall of the server's machine drops ping.");
}

TEST(RemedyTest, TheBlanksComeFromTheEvidence) {
  TargetEvidence target = Target(
      {QueryPort({Seen(View::kLan, Reason::kRst), Seen(View::kOutside, Reason::kNoAnswer)})});
  target.ddns.emplace();
  target.ddns->provider = "duckdns";
  const Blanks blanks = BlanksOf(target, target.ports.front());
  EXPECT_EQ(blanks.address, ToString(kPublic));
  EXPECT_EQ(blanks.provider, "duckdns");
  EXPECT_EQ(Fill("{port}/{protocol}", blanks), "28017/udp");
}

}  // namespace
}  // namespace reach::diagnosis
