#include "exporter/web/html.h"

#include <gtest/gtest.h>

namespace reach::web {
namespace {

using std::chrono::seconds;

TEST(HtmlTest, NothingIsLeftThatHtmlReadsAsMarkup) {
  EXPECT_EQ(Escape("<b a='1' c=\"2\">&amp;"), "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;amp;");
}

TEST(HtmlTest, NameFromOutsideIsCleanedToo) { EXPECT_EQ(EscapeName("a\n<\xFF"), "a &lt;\uFFFD"); }

TEST(HtmlTest, LongTimeHasItsTwoLargestUnits) {
  EXPECT_EQ(LongTime(seconds(-5)), "0 s");
  EXPECT_EQ(LongTime(seconds(59)), "59 s");
  EXPECT_EQ(LongTime(seconds(60)), "1 min");
  EXPECT_EQ(LongTime(seconds(3599)), "59 min 59 s");
  EXPECT_EQ(LongTime(seconds(3600 + 61)), "1 h 1 min");
  EXPECT_EQ(LongTime(seconds(86400 * 3 + 3600 * 4)), "3 d 4 h");
}

TEST(HtmlTest, ShortTimeHasThreeDigits) {
  EXPECT_EQ(ShortTime(0.0000853), "85.3 µs");
  EXPECT_EQ(ShortTime(0.00042), "420 µs");
  EXPECT_EQ(ShortTime(0.00099999), "1 ms");
  EXPECT_EQ(ShortTime(0.0042149), "4.21 ms");
  EXPECT_EQ(ShortTime(0.1234), "123 ms");
  EXPECT_EQ(ShortTime(1.26), "1.26 s");
}

TEST(HtmlTest, UtcTimeIsReadable) { EXPECT_EQ(UtcTime(1795251729.9), "2026-11-21 09:02:09"); }

}  // namespace
}  // namespace reach::web
