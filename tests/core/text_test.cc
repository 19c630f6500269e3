#include "exporter/core/text.h"

#include <gtest/gtest.h>

#include <string>

namespace reach {
namespace {

using namespace std::string_literals;

TEST(CleanTextTest, KeepsGoodText) {
  for (const char* text : {"", "Rust server", "a\"b\\c", "m\u00fcller", "\U0001F980", "\u00a0"}) {
    EXPECT_EQ(CleanText(text), text);
  }
}

TEST(CleanTextTest, ControlCharactersBecomeSpaces) {
  EXPECT_EQ(CleanText("a\tb\nc\x1B[0m\x7F\0"s), "a b c [0m  ");
  EXPECT_EQ(CleanText("a\u0085b\u009f"), "a b ");
}

TEST(CleanTextTest, EachBadByteBecomesOneReplacement) {
  EXPECT_EQ(CleanText("a\xFF\xFE"), "a\uFFFD\uFFFD");
  EXPECT_EQ(CleanText("\xC3"), "\uFFFD");
  EXPECT_EQ(CleanText("\xC0\xAF"), "\uFFFD\uFFFD") << "longer than needed";
  EXPECT_EQ(CleanText("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD") << "a surrogate";
  EXPECT_EQ(CleanText("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD") << "above U+10FFFF";
  EXPECT_EQ(CleanText("\xE2\x82x"), "\uFFFD\uFFFDx") << "cut in the middle";
}

TEST(CleanTextTest, CutsAt128BytesBetweenCharacters) {
  EXPECT_EQ(CleanText(std::string(500, 'a')), std::string(128, 'a'));
  EXPECT_EQ(CleanText(std::string(127, 'a') + "\u00fc"), std::string(127, 'a'));
  EXPECT_EQ(CleanText(std::string(126, 'a') + "\u00fc"), std::string(126, 'a') + "\u00fc");
  EXPECT_EQ(CleanText(std::string(127, 'a') + "\xFF"), std::string(127, 'a'));
}

TEST(Utf8PrefixTest, EndsAtTheFirstBadByte) {
  EXPECT_EQ(Utf8Prefix(""), 0u);
  EXPECT_EQ(Utf8Prefix("m\u00fcller\n"), 8u);
  EXPECT_EQ(Utf8Prefix("ab\xFF"
                       "c"),
            2u);
  EXPECT_EQ(Utf8Prefix("ab\xE2\x82"), 2u);
}

TEST(EscapeLabelTest, EscapesWhatTheTextFormatAsksFor) {
  EXPECT_EQ(EscapeLabel("a\\b\"c\nd"), "a\\\\b\\\"c\\nd");
  EXPECT_EQ(EscapeLabel("tab\tand m\u00fcller"), "tab\tand m\u00fcller");
}

}  // namespace
}  // namespace reach
