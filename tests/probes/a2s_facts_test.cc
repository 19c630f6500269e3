#include "exporter/probes/a2s/a2s_facts.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "exporter/protocols/a2s_info.h"
#include "tests/support/a2s_bytes.h"

namespace reach::a2s {
namespace {

std::map<std::string, double> NumbersOf(const std::string& message) {
  Info info;
  EXPECT_EQ(ParseInfo(message, info), ParseResult::kDone);
  const auto facts = FactsOf(info);
  std::map<std::string, double> numbers;
  for (const auto& [spec, value] : facts->numbers) {
    numbers.emplace(spec->name, value);
  }
  return numbers;
}

std::map<std::string, std::string> WordsOf(const test::RustInfo& rust) {
  Info info;
  EXPECT_EQ(ParseInfo(test::InfoReply(rust), info), ParseResult::kDone);
  const auto facts = FactsOf(info);
  EXPECT_EQ(facts->info, &kFactInfo);
  std::map<std::string, std::string> words;
  for (const auto& [name, value] : facts->words) words.emplace(name, value);
  return words;
}

using Numbers = std::map<std::string, double>;
using Words = std::map<std::string, std::string>;

TEST(A2sFactsTest, RustServerGivesItsTagsAsNumbers) {
  EXPECT_EQ(NumbersOf(test::InfoReply({})),
            (Numbers{{"game_players", 296},
                     {"game_players_max", 300},
                     {"game_queued", 12},
                     {"game_bots", 0},
                     {"game_last_wipe_timestamp_seconds", 1790427613}}));
}

TEST(A2sFactsTest, RustServerWithoutTagsGivesTheOneByteFields) {
  EXPECT_EQ(NumbersOf(test::InfoReply({.players = 3, .max_players = 50, .keywords = "vanilla"})),
            (Numbers{{"game_players", 3}, {"game_players_max", 50}, {"game_bots", 0}}));
}

TEST(A2sFactsTest, TagsOfAnotherGameMeanSomethingElse) {
  std::string message = test::InfoReplyWithAllExtraData();
  message.replace(message.find("alltalk,payload"), 15, "mp99,cp98,qp97,");
  EXPECT_EQ(NumbersOf(message),
            (Numbers{{"game_players", 23}, {"game_players_max", 24}, {"game_bots", 2}}));
}

TEST(A2sFactsTest, WordsAreVersionMapAndProtocolAndNeverTheServersName) {
  EXPECT_EQ(WordsOf({}),
            (Words{{"version", "2633"}, {"map", "Procedural Map"}, {"protocol", "2633"}}));
}

TEST(A2sFactsTest, WordsAreTheSameSetWithoutTags) {
  EXPECT_EQ(WordsOf({.keywords = ""}),
            (Words{{"version", "2633"}, {"map", "Procedural Map"}, {"protocol", ""}}));
}

TEST(A2sFactsTest, WordsAreMadeSafe) {
  const Words words = WordsOf({.map = "bad\n\xFF"
                                      "map",
                               .version = std::string(300, 'v')});
  EXPECT_EQ(words.at("map"), "bad \xEF\xBF\xBDmap");
  EXPECT_EQ(words.at("version").size(), 128U);
}

}  // namespace
}  // namespace reach::a2s
