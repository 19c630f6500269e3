#include "exporter/protocols/rust_tags.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace reach::a2s {
namespace {

TEST(RustTagsTest, TagsAreReadFromAReplyOfToday) {
  const RustTags tags =
      ParseRustTags("mp300,cp296,ptrak,qp12,$r?,v2633,born1790427613,gmrust,cs165217,ts8,^o^z");
  EXPECT_EQ(tags.max_players, 300U);
  EXPECT_EQ(tags.players, 296U);
  EXPECT_EQ(tags.queued, 12U);
  EXPECT_EQ(tags.version, 2633U);
  EXPECT_EQ(tags.born, 1790427613U);
}

TEST(RustTagsTest, OrderDoesNotMatter) {
  const RustTags tags = ParseRustTags("born5,vanilla,v7,qp0,training,cp1,mp2");
  EXPECT_EQ(tags.max_players, 2U);
  EXPECT_EQ(tags.players, 1U);
  EXPECT_EQ(tags.queued, 0U);
  EXPECT_EQ(tags.version, 7U);
  EXPECT_EQ(tags.born, 5U);
}

TEST(RustTagsTest, TagsThatOnlyBeginAlikeAreOtherTags) {
  const RustTags tags = ParseRustTags("mpx,cp,qp1x,vanilla,v2.5,bornfree,v 1,mp-1,cp+1");
  EXPECT_FALSE(tags.max_players || tags.players || tags.queued || tags.version || tags.born);
}

TEST(RustTagsTest, NumberThatDoesNotFitIsNotThere) {
  EXPECT_EQ(ParseRustTags("mp4294967295").max_players, 4294967295U);
  EXPECT_FALSE(ParseRustTags("mp4294967296").max_players);
  EXPECT_FALSE(ParseRustTags("mp99999999999999999999999").max_players);
}

TEST(RustTagsTest, FirstOfTwoCounts) { EXPECT_EQ(ParseRustTags("mp1,mp2").max_players, 1U); }

TEST(RustTagsTest, EmptyTagsAreSurvived) {
  EXPECT_FALSE(ParseRustTags("").players);
  EXPECT_EQ(ParseRustTags(",,cp3,,").players, 3U);
}

TEST(RustTagsTest, RandomTagsAreSurvived) {
  std::mt19937 random(20261121);
  constexpr std::string_view kLetters = "mpcqbornv0123456789,,-\xFF";
  for (int round = 0; round < 20000; ++round) {
    std::string keywords;
    for (std::size_t left = random() % 40; left > 0; --left) {
      keywords += kLetters[random() % kLetters.size()];
    }
    const RustTags tags = ParseRustTags(keywords);
    if (tags.players) {
      EXPECT_NE(keywords.find("cp"), std::string::npos) << keywords;
    }
  }
}

}  // namespace
}  // namespace reach::a2s
