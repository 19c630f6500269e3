#include "exporter/host/proc_net.h"

#include <gtest/gtest.h>

#include <bit>
#include <string>

namespace reach::host {
namespace {

constexpr std::string_view kTcp6 =
    "  sl  local_address                         remote_address                        st tx_queue "
    "rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
    "   0: 00000000000000000000000001000000:6D72 00000000000000000000000000000000:0000 0A "
    "00000000:00000003 00:00000000 00000000  1000        0 6585978 1 00000000d6b146cf 100 0 0 10 "
    "0\n"
    "   1: 0000000000000000FFFF00000100007F:6D70 00000000000000000000000000000000:0000 0A "
    "00000000:00000000 00:00000000 00000000     0        0 6585977 1 00000000ed9693a3 100 0 0 10 "
    "0\n"
    "   2: 0000000000000000FFFF00000100007F:6D70 0000000000000000FFFF00000100007F:C350 01 "
    "00000000:00000000 00:00000000 00000000     0        0 6585979 1 00000000ed9693a4 100 0 0 10 "
    "0\n";
constexpr std::string_view kUdp =
    "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
    "inode ref pointer drops            \n"
    "11527: 0100007F:6D6F 00000000:0000 07 00000000:00000680 00:00000000 00000000     0        0 "
    "6585979 2 00000000288caa0d 48      \n"
    " 1384: 0100007F:E3BF 0100007F:926C 01 00000000:00000000 00:00000000 00000000     0        0 "
    "6517624 2 0000000006358fd2 0       \n";

class ProcNetTest : public testing::Test {
 protected:
  void SetUp() override {
    if (std::endian::native != std::endian::little) {
      GTEST_SKIP() << "the recorded lines are those of a little-endian machine";
    }
  }
};

TEST_F(ProcNetTest, ListenersOfIp6AreReadAndConnectionsAreNot) {
  const auto sockets = ParseProcNet(kTcp6, Transport::kTcp);
  ASSERT_EQ(sockets.size(), 2U);
  EXPECT_EQ(ToString(sockets[0].listener.address), "::1");
  EXPECT_EQ(sockets[0].listener.port, 28018);
  EXPECT_EQ(sockets[0].listener.backlog, 3U);
  EXPECT_EQ(sockets[0].listener.uid, 1000U);
  EXPECT_EQ(sockets[0].listener.backlog_limit, std::nullopt);
  EXPECT_EQ(sockets[0].v6_only, std::nullopt);
  EXPECT_EQ(ToString(sockets[1].listener.address), "::ffff:127.0.0.1");
}

TEST_F(ProcNetTest, UdpSocketHasItsQueueAndItsDrops) {
  const auto sockets = ParseProcNet(kUdp, Transport::kUdp);
  ASSERT_EQ(sockets.size(), 1U);
  EXPECT_EQ(ToString(sockets[0].listener.address), "127.0.0.1");
  EXPECT_EQ(sockets[0].listener.port, 28015);
  EXPECT_EQ(sockets[0].listener.queued, 0x680U);
  EXPECT_EQ(sockets[0].listener.drops, 48U);
}

TEST_F(ProcNetTest, LineThatIsCutOffIsPassedOver) {
  const std::string whole(kTcp6.substr(0, kTcp6.find("\n   1:")));
  for (std::size_t length = 0; length < whole.find("1000"); ++length) {
    EXPECT_TRUE(ParseProcNet(whole.substr(0, length), Transport::kTcp).empty()) << length;
  }
}

TEST_F(ProcNetTest, NonsenseIsPassedOver) {
  for (const char* line :
       {"0: 0100007F:6D6F x 07", ": : : : :", "0: 0100007F6D6F 0:0 07 0:0 0 0 0",
        "0: ZZ00007F:6D6F 0:0 07 0:0 0:0 0 0", "0: 0100007F:16D6F 0:0 07 0:0 0 0 0",
        "0: 0100007F:0000 0:0 07 0:0 0 0 0"}) {
    EXPECT_TRUE(ParseProcNet(line, Transport::kUdp).empty()) << line;
  }
}

}  // namespace
}  // namespace reach::host
