#include "exporter/net/name_cache.h"

#include <gtest/gtest.h>

namespace reach {
namespace {

using std::chrono::seconds;

const TimePoint kNow{seconds(1000)};

NameAnswer GoodFor(seconds time) {
  return {{*Address::Parse("192.0.2.1")}, std::nullopt, kNow + time};
}

TEST(NameCacheTest, AnswerIsGoodUntilItExpiresAndNotAtThatMoment) {
  NameCache cache(10);
  const NameKey key{"a.test", Family::kIp4};
  cache.Put(key, GoodFor(seconds(5)), kNow);
  EXPECT_NE(cache.Find(key, kNow + seconds(5) - Duration(1)), nullptr);
  EXPECT_EQ(cache.Find(key, kNow + seconds(5)), nullptr);
}

TEST(NameCacheTest, FamiliesOfOneNameAreApart) {
  NameCache cache(10);
  cache.Put({"a.test", Family::kIp4}, GoodFor(seconds(5)), kNow);
  EXPECT_EQ(cache.Find({"a.test", Family::kIp6}, kNow), nullptr);
}

TEST(NameCacheTest, FullCacheForgetsWhatHasExpired) {
  NameCache cache(4);
  for (const char* name : {"a", "b", "c"})
    cache.Put({name, Family::kIp4}, GoodFor(seconds(1)), kNow);
  cache.Put({"long", Family::kIp4}, GoodFor(seconds(60)), kNow);
  const TimePoint later = kNow + seconds(2);
  cache.Put({"new", Family::kIp4}, GoodFor(seconds(60)), later);
  EXPECT_EQ(cache.size(), 2U);
  EXPECT_NE(cache.Find({"long", Family::kIp4}, later), nullptr);
}

TEST(NameCacheTest, CacheNeverGrowsBeyondItsLimit) {
  NameCache cache(4);
  for (int i = 0; i < 100; ++i) {
    cache.Put({std::to_string(i), Family::kIp4}, GoodFor(seconds(60)), kNow);
    EXPECT_LE(cache.size(), 4U);
    EXPECT_NE(cache.Find({std::to_string(i), Family::kIp4}, kNow), nullptr);
  }
}

}  // namespace
}  // namespace reach
