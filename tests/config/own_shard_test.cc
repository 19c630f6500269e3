#include "exporter/config/own_shard.h"

#include <gtest/gtest.h>

namespace reach::config {
namespace {

TEST(ShardIndexTest, IsANumber) {
  EXPECT_EQ(ParseShardIndex("0"), 0U);
  EXPECT_EQ(ParseShardIndex("17"), 17U);
}

TEST(ShardIndexTest, IsTheEndOfAPodsName) {
  EXPECT_EQ(ParseShardIndex("reach-exporter-3"), 3U);
  EXPECT_EQ(ParseShardIndex("reach2-12"), 12U);
}

TEST(ShardIndexTest, IsNothingElse) {
  for (const char* text :
       {"", "-", "-1", "--1", "a--1", "1.5", " 1", "1 ", "one", "reach-exporter", "reach-exporter-",
        "reach-exporter-7d9f-x2x", "0x1", "+1", "99999999999", "$(POD_NAME)", "$(POD-1)-1"}) {
    EXPECT_EQ(ParseShardIndex(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace reach::config
