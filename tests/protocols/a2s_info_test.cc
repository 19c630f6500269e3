#include "exporter/protocols/a2s_info.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/support/a2s_bytes.h"

namespace reach::a2s {
namespace {

using namespace std::literals;

Info Parsed(std::string_view message) {
  Info info;
  EXPECT_EQ(ParseInfo(message, info), ParseResult::kDone);
  return info;
}

ParseResult ResultOf(std::string_view message) {
  Info info;
  return ParseInfo(message, info);
}

TEST(A2sInfoTest, RustReplyIsReadFieldByField) {
  const Info info = Parsed(test::InfoReply({}));
  EXPECT_EQ(info.protocol, 0x11);
  EXPECT_EQ(info.name, "Sunday Builders EU");
  EXPECT_EQ(info.map, "Procedural Map");
  EXPECT_EQ(info.folder, "rust");
  EXPECT_EQ(info.game, "Rust");
  EXPECT_EQ(info.short_app_id, 0);
  EXPECT_EQ(info.players, 40);
  EXPECT_EQ(info.max_players, 44);
  EXPECT_EQ(info.bots, 0);
  EXPECT_EQ(info.server_type, 'd');
  EXPECT_EQ(info.environment, 'l');
  EXPECT_FALSE(info.password);
  EXPECT_TRUE(info.vac);
  EXPECT_EQ(info.version, "2633");
  EXPECT_EQ(info.port, 28015);
  EXPECT_EQ(info.steam_id, 90071992547409920U);
  EXPECT_EQ(info.keywords.substr(0, 11), "mp300,cp296");
  EXPECT_EQ(info.game_id, 252490U);
  EXPECT_EQ(info.app_id(), 252490U);
  EXPECT_FALSE(info.spectator_port);
}

TEST(A2sInfoTest, AllExtraDataIsReadInItsOrder) {
  const Info info = Parsed(test::InfoReplyWithAllExtraData());
  EXPECT_EQ(info.players, 23);
  EXPECT_EQ(info.bots, 2);
  EXPECT_TRUE(info.password);
  EXPECT_FALSE(info.vac);
  EXPECT_EQ(info.port, 27015);
  EXPECT_EQ(info.steam_id, 0x0140000101020304U);
  EXPECT_EQ(info.spectator_port, 27020);
  EXPECT_EQ(info.spectator_name, "SourceTV");
  EXPECT_EQ(info.keywords, "alltalk,payload");
  EXPECT_EQ(info.game_id, 0xAB0001B8U);
}

TEST(A2sInfoTest, AppIdIsTheLow24BitsOfTheGameId) {
  EXPECT_EQ(Parsed(test::InfoReplyWithAllExtraData()).app_id(), 440U);
}

// Where the extra data begins: the message may end there.
std::size_t SizeWithoutExtraData(const std::string& whole, const std::string& version) {
  return whole.find(version + '\0') + version.size() + 1;
}

TEST(A2sInfoTest, MessageMayEndBeforeTheExtraDataFlag) {
  const std::string whole = test::InfoReply({});
  const Info info = Parsed(whole.substr(0, SizeWithoutExtraData(whole, "2633")));
  EXPECT_EQ(info.version, "2633");
  EXPECT_FALSE(info.port);
  EXPECT_EQ(info.app_id(), 0U);
}

TEST(A2sInfoTest, EveryOtherPrefixNeedsMore) {
  for (const auto& [whole, version] : {std::pair(test::InfoReply({}), "2633"),
                                       std::pair(test::InfoReplyWithAllExtraData(), "8604597")}) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
      if (size == SizeWithoutExtraData(whole, version)) continue;
      EXPECT_EQ(ResultOf(whole.substr(0, size)), ParseResult::kNeedMore) << size;
    }
  }
}

TEST(A2sInfoTest, BytesAfterTheLastFieldAreIgnored) {
  EXPECT_EQ(Parsed(test::InfoReply({}) + "padding").game_id, 252490U);
}

TEST(A2sInfoTest, TheShipHasThreeMoreBytesBeforeTheVersion) {
  std::string message = test::InfoReplyWithAllExtraData();
  const std::size_t app_id = message.find("Team Fortress\0"s) + 14;
  message.replace(app_id, 2, test::Little(2400, 2));
  message.insert(message.find("8604597"), "\x01\x02\x03");
  EXPECT_EQ(Parsed(message).version, "8604597");
}

TEST(A2sInfoTest, OldGoldSrcReplyIsBad) {
  std::string message = test::InfoReply({});
  message[4] = '\x6D';
  EXPECT_EQ(ResultOf(message), ParseResult::kBad);
}

TEST(A2sInfoTest, EachWrongHeaderByteIsBad) {
  for (std::size_t at = 0; at < 5; ++at) {
    std::string message = test::InfoReply({});
    message[at] = '\x20';
    EXPECT_EQ(ResultOf(message), ParseResult::kBad) << at;
  }
}

TEST(A2sInfoTest, EachTextWithoutItsEndSwallowsTheNextFieldAndNeverReadsPastTheMessage) {
  const std::string whole = test::InfoReply({});
  std::size_t ends = 0;
  for (std::size_t at = 6; at < SizeWithoutExtraData(whole, "2633"); ++at) {
    if (whole[at] != '\0') continue;
    std::string corrupt = whole;
    corrupt[at] = 'x';
    Info info;
    const ParseResult result = ParseInfo(corrupt, info);
    EXPECT_NE(result, ParseResult::kBad) << at;
    const bool changed = result == ParseResult::kNeedMore ||
                         info.name + info.map + info.folder + info.game + info.version !=
                             "Sunday Builders EUProcedural MaprustRust2633" ||
                         info.short_app_id != 0 || info.bots != 0 || info.password;
    EXPECT_TRUE(changed) << at;
    ++ends;
  }
  EXPECT_EQ(ends, 5U + 2 + 1 + 1);  // five texts, app id, bots, password
}

TEST(A2sInfoTest, ExtraDataFlagsThatPromiseMoreThanThereIsNeedMore) {
  std::string message = test::InfoReply({});
  message[SizeWithoutExtraData(message, "2633")] = '\xFF';
  EXPECT_EQ(ResultOf(message), ParseResult::kNeedMore);
}

TEST(A2sInfoTest, RandomBytesAfterAGoodHeaderAreSurvived) {
  std::mt19937 random(20261121);
  for (int round = 0; round < 20000; ++round) {
    std::string message = "\xFF\xFF\xFF\xFF\x49";
    for (std::size_t left = random() % 200; left > 0; --left) {
      message += random() % 4 == 0 ? '\0' : static_cast<char>(random() & 0xFF);
    }
    EXPECT_NE(ResultOf(message), ParseResult::kBad);
  }
}

}  // namespace
}  // namespace reach::a2s
