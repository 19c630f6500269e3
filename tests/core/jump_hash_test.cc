#include "exporter/core/jump_hash.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "exporter/core/check.h"

namespace reach {
namespace {

std::vector<std::uint64_t> Keys() {
  std::vector<std::uint64_t> keys;
  for (int i = 0; i < 10000; ++i) keys.push_back(Hash("host-" + std::to_string(i)));
  return keys;
}

// For 1, 2, 3, ... buckets, from the code of the paper; the Go package go-jump has the same.
TEST(JumpHashTest, GivesThePublishedBuckets) {
  const std::vector<std::pair<std::uint64_t, std::vector<std::uint32_t>>> published = {
      {0, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
      {1, {0, 0, 0, 0, 0, 0, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 17, 17}},
      {0xdeadbeef, {0, 1, 2, 3, 3, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 16, 16, 16}},
      {0x0ddc0ffeebadf00d, {0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 15, 15, 15, 15}},
  };
  for (const auto& [key, buckets] : published) {
    for (std::uint32_t i = 0; i < buckets.size(); ++i) {
      EXPECT_EQ(JumpHash(key, i + 1), buckets[i]) << key << " of " << i + 1;
    }
  }
}

TEST(JumpHashTest, OneBucketMoreTakesItsShareAndMovesNothingElse) {
  for (std::uint32_t buckets = 1; buckets <= 12; ++buckets) {
    std::size_t moved = 0;
    for (const std::uint64_t key : Keys()) {
      const std::uint32_t before = JumpHash(key, buckets);
      const std::uint32_t after = JumpHash(key, buckets + 1);
      if (before == after) continue;
      ++moved;
      EXPECT_EQ(after, buckets);
    }
    const double share = 10000.0 / (buckets + 1);
    EXPECT_NEAR(static_cast<double>(moved), share, share / 10) << buckets;
  }
}

TEST(JumpHashTest, BucketsAreOfOneSize) {
  constexpr std::uint32_t kBuckets = 8;
  std::vector<int> sizes(kBuckets);
  for (const std::uint64_t key : Keys()) ++sizes[JumpHash(key, kBuckets)];
  for (const int size : sizes) EXPECT_NEAR(size, 10000 / kBuckets, 100);
}

}  // namespace
}  // namespace reach
