#include "exporter/net/descriptors.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

namespace reach {
namespace {

TEST(DescriptorSharesTest, TogetherTheyLeaveRoomForTheRest) {
  constexpr std::size_t kLoopsBesides = 4;  // control, names, online watch, discovery
  constexpr std::size_t kFiles = 10;        // standard streams, listeners, inotify, a file or two
  for (const std::size_t limit : {64U, 100U, 256U, 1023U, 1024U, 1025U, 4096U, 1048576U}) {
    const DescriptorShares shares = ShareDescriptors(limit);
    const std::size_t shards = std::min<std::size_t>(shares.shards, 64);
    const std::size_t clients = std::min<std::size_t>(shares.clients, 256);
    const std::size_t loops = limit < 2048 ? shards + kLoopsBesides : kLoopsBesides;
    EXPECT_LE(shares.in_flight + clients + 3 * loops + kFiles, limit) << limit;
    EXPECT_GE(shares.in_flight, limit / 3) << limit;
  }
}

TEST(DescriptorSharesTest, NothingIsEverZero) {
  for (const std::size_t limit : {0U, 1U, 3U, 8U}) {
    const DescriptorShares shares = ShareDescriptors(limit);
    EXPECT_GE(shares.in_flight, 1U);
    EXPECT_GE(shares.clients, 1U);
    EXPECT_GE(shares.shards, 1U);
  }
}

TEST(DescriptorLimitTest, SoftLimitIsRaisedToTheHardOne) {
  const std::size_t raised = RaiseDescriptorLimit();
  rlimit limit{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &limit), 0);
  EXPECT_EQ(limit.rlim_cur, limit.rlim_max);
  EXPECT_EQ(raised, std::min<rlim_t>(limit.rlim_max, 1U << 30));
}

}  // namespace
}  // namespace reach
