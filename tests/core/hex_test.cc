#include "exporter/core/hex.h"

#include <gtest/gtest.h>

namespace reach {
namespace {

TEST(HexTest, BytesAreReadWithAndWithoutSpacesInEitherCase) {
  EXPECT_EQ(ParseHex("00fF 7a"), std::string("\0\xFF\x7A", 3));
  EXPECT_EQ(ParseHex(" ff  54 "), "\xFFT");
  EXPECT_EQ(ParseHex(""), "");
}

TEST(HexTest, AnythingElseIsRefused) {
  for (const char* bad : {"0", "0 0", "0g", "+1", "-1", "0x41", "ff f", "ff,ff", "ff\n"}) {
    EXPECT_FALSE(ParseHex(bad)) << bad;
  }
}

}  // namespace
}  // namespace reach
