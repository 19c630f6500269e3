#include "exporter/host/diag_message.h"

#include <gtest/gtest.h>

#include <bit>
#include <cerrno>

#include "exporter/core/hex.h"

namespace reach::host {
namespace {

constexpr std::uint32_t kSequence = 1;

// Recorded from Linux 6.18: ::1 port 28018 and [::] port 28016, both listen(7).
constexpr std::string_view kTcp6 =
    "ac0000001400020001000000602700000a0a00006d72000000000000000000000000000000000001000000000000"
    "0000000000000000000000000000d2b30300000000000000000000000000070000000000000038f9af0005000800"
    "0000000005000b000100000008000f00000000000c00150001000000000000000600160012000000280007000000"
    "00000000020000000000004000000000000000000000000000000000000000000000"
    "ac0000001400020001000000602700000a0a00006d70000000000000000000000000000000000000000000000000"
    "0000000000000000000000000000d3b30300000000000000000000000000070000000000000039f9af0005000800"
    "0000000005000b000000000008000f00000000000c00150001000000000000000600160012000000280007000000"
    "00000000020000000000004000000000000000000000000000000000000000000000";
// 127.0.0.1 port 28015, bound to interface 1, nobody read what came.
constexpr std::string_view kUdp4 =
    "a40000001400020001000000b4090000020700006d6f00007f000001000000000000000000000000000000000000"
    "00000000000000000000010000001800000000000000000000008006000000000000000000007b7e640005000800"
    "0000000008000f00000000000c001500010000000000000006001600500000002800070080060000000900000000"
    "0000004003008009000000000000000000000000000030000000";
constexpr std::string_view kDone = "140000000300020001000000b409000000000000";
constexpr std::string_view kNoSuchModule = "140000000200020001000000b4090000feffffff";

std::string Bytes(std::string_view hex) { return ParseHex(hex).value(); }

class DiagMessageTest : public testing::Test {
 protected:
  void SetUp() override {
    if (std::endian::native != std::endian::little) {
      GTEST_SKIP() << "the recorded bytes are those of a little-endian machine";
    }
  }
};

TEST_F(DiagMessageTest, TcpListenersAreReadWithBacklogAndWhetherTheyServeIp4) {
  const DiagPart part = ParseDiag(Bytes(kTcp6), Transport::kTcp, kSequence);
  EXPECT_FALSE(part.done);
  ASSERT_EQ(part.sockets.size(), 2U);
  const BoundSocket& loopback = part.sockets[0];
  EXPECT_EQ(ToString(loopback.listener.address), "::1");
  EXPECT_EQ(loopback.listener.port, 28018);
  EXPECT_EQ(loopback.v6_only, true);
  EXPECT_EQ(loopback.listener.backlog, 0U);
  EXPECT_EQ(loopback.listener.backlog_limit, 7U);
  EXPECT_EQ(loopback.listener.uid, 0U);
  EXPECT_EQ(loopback.listener.cgroup, 1U);
  EXPECT_EQ(part.sockets[1].listener.port, 28016);
  EXPECT_EQ(part.sockets[1].v6_only, false);
}

TEST_F(DiagMessageTest, UdpSocketIsReadWithQueueDropsAndInterface) {
  const DiagPart part = ParseDiag(Bytes(kUdp4), Transport::kUdp, kSequence);
  ASSERT_EQ(part.sockets.size(), 1U);
  const BoundSocket& socket = part.sockets[0];
  EXPECT_EQ(ToString(socket.listener.address), "127.0.0.1");
  EXPECT_EQ(socket.listener.port, 28015);
  EXPECT_EQ(socket.listener.queued, 0x680U);
  EXPECT_EQ(socket.listener.drops, 48U);
  EXPECT_EQ(socket.interface, 1U);
  EXPECT_EQ(socket.listener.backlog, std::nullopt);
  EXPECT_EQ(socket.v6_only, std::nullopt);
}

TEST_F(DiagMessageTest, EndAndErrorSayThatNothingMoreComes) {
  const DiagPart end = ParseDiag(Bytes(kDone), Transport::kTcp, kSequence);
  EXPECT_TRUE(end.done);
  EXPECT_EQ(end.error, 0);
  const DiagPart error = ParseDiag(Bytes(kNoSuchModule), Transport::kUdp, kSequence);
  EXPECT_TRUE(error.done);
  EXPECT_EQ(error.error, ENOENT);
}

TEST_F(DiagMessageTest, AnswerToAnotherQuestionIsPassedOver) {
  const DiagPart part = ParseDiag(Bytes(kNoSuchModule) + Bytes(kUdp4), Transport::kUdp, 2);
  EXPECT_TRUE(part.sockets.empty());
  EXPECT_FALSE(part.done);
}

TEST_F(DiagMessageTest, BytesThatAreCutOffAreAnErrorAndNeverReadBeyond) {
  const std::string whole = Bytes(kUdp4);
  for (std::size_t length = 1; length < whole.size(); ++length) {
    const std::string cut = whole.substr(0, length);  // a copy: its end is the sanitizer's to guard
    const DiagPart part = ParseDiag(cut, Transport::kUdp, kSequence);
    EXPECT_TRUE(part.done) << length;
    EXPECT_EQ(part.error, EBADMSG) << length;
    EXPECT_TRUE(part.sockets.empty()) << length;
  }
}

TEST_F(DiagMessageTest, NoByteThatIsWrongLeadsBeyondTheEnd) {
  const std::string whole = Bytes(kUdp4) + Bytes(kTcp6) + Bytes(kDone);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const char value : {'\0', '\1', '\3', '\x7f', '\xff'}) {
      std::string wrong = whole;
      wrong[at] = value;
      EXPECT_LE(ParseDiag(wrong, Transport::kUdp, kSequence).sockets.size(), 3U);
    }
  }
}

TEST_F(DiagMessageTest, QuestionAsksTheKernelForListenersOnly) {
  EXPECT_EQ(EncodeDiagRequest(Transport::kTcp, Family::kIp6, 7),
            Bytes("480000001400010307000000000000000a06000000040000") + std::string(48, '\0'));
  EXPECT_EQ(EncodeDiagRequest(Transport::kUdp, Family::kIp4, 7),
            Bytes("480000001400010307000000000000000211400080000000") + std::string(48, '\0'));
}

}  // namespace
}  // namespace reach::host
