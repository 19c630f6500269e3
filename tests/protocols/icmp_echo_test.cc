#include "exporter/protocols/icmp_echo.h"

#include <gtest/gtest.h>

#include "exporter/core/hex.h"

namespace reach::icmp {
namespace {

constexpr Echo kEcho{0x1234, 0xFEDC, 0x0102030405060708};

// The request that ping(8) would send with this id, sequence and start of payload.
const std::string kRequest4 = *ParseHex("0800 2c30 1234 fedc 0102030405060708 55555555");
const std::string kReply4 = *ParseHex("0000 3430 1234 fedc 0102030405060708 55555555");
const std::string kRequest6 = *ParseHex("8000 0000 1234 fedc 0102030405060708 55555555");
const std::string kReply6 = *ParseHex("8100 ffff 1234 fedc 0102030405060708 55555555");

TEST(IcmpEchoTest, RequestsAreLaidOutAsTheRfcsSay) {
  EXPECT_EQ(EncodeRequest(Family::kIp4, kEcho, 12), kRequest4);
  EXPECT_EQ(EncodeRequest(Family::kIp6, kEcho, 12), kRequest6);
  EXPECT_EQ(EncodeRequest(Family::kIp4, kEcho, kMaxPayload).size(), 65515U);
}

TEST(IcmpEchoTest, ChecksumOfWhatBearsItsOwnIsZero) {
  EXPECT_EQ(Checksum(kRequest4), 0);
  EXPECT_EQ(Checksum(EncodeRequest(Family::kIp4, kEcho, 57)), 0);  // an odd number of bytes
  EXPECT_EQ(Checksum(*ParseHex("0001 f203 f4f5 f6f7")), 0x220D);   // the example of RFC 1071
}

TEST(IcmpEchoTest, RepliesAreReadInBothFamilies) {
  EXPECT_EQ(ParseReply(Family::kIp4, kReply4), kEcho);
  EXPECT_EQ(ParseReply(Family::kIp6, kReply6), kEcho);
}

TEST(IcmpEchoTest, EveryPrefixOfAReplyIsRefusedUntilTheNonceIsThere) {
  for (std::size_t size = 0; size < kReply6.size(); ++size) {
    const auto reply = ParseReply(Family::kIp6, kReply6.substr(0, size));
    EXPECT_EQ(reply.has_value(), size >= kHeaderSize + kNonceSize) << size;
  }
  for (std::size_t size = 0; size < kReply4.size(); ++size) {
    EXPECT_FALSE(ParseReply(Family::kIp4, kReply4.substr(0, size))) << size;  // the checksum
  }
}

TEST(IcmpEchoTest, EveryCorruptedByteOfAnIp4ReplyIsFound) {
  for (std::size_t at = 0; at < kReply4.size(); ++at) {
    std::string corrupted = kReply4;
    corrupted[at] = static_cast<char>(corrupted[at] ^ 0x10);
    EXPECT_FALSE(ParseReply(Family::kIp4, corrupted)) << at;
  }
}

TEST(IcmpEchoTest, OtherMessagesAreNoReplies) {
  EXPECT_FALSE(ParseReply(Family::kIp4, kRequest4));
  EXPECT_FALSE(ParseReply(Family::kIp6, kRequest6));
  EXPECT_FALSE(ParseReply(Family::kIp6, kReply4));
  std::string with_code = kReply6;
  with_code[1] = 1;
  EXPECT_FALSE(ParseReply(Family::kIp6, with_code));
}

TEST(IcmpEchoTest, QuotedRequestIsReadWithAndWithoutItsPayload) {
  for (const auto& [family, request] :
       {std::pair{Family::kIp4, kRequest4}, std::pair{Family::kIp6, kRequest6}}) {
    EXPECT_EQ(ParseQuotedRequest(family, request),
              (QuotedEcho{kEcho.id, kEcho.sequence, kEcho.nonce}));
    for (std::size_t size = 0; size < request.size(); ++size) {
      const auto quoted = ParseQuotedRequest(family, request.substr(0, size));
      ASSERT_EQ(quoted.has_value(), size >= kHeaderSize) << size;
      if (!quoted) continue;
      EXPECT_EQ(quoted->sequence, kEcho.sequence);
      EXPECT_EQ(quoted->nonce.has_value(), size >= kHeaderSize + kNonceSize) << size;
    }
  }
}

TEST(IcmpEchoTest, QuotedReplyOfSomebodyElseIsNoRequestOfOurs) {
  EXPECT_FALSE(ParseQuotedRequest(Family::kIp4, kReply4));
}

TEST(IcmpEchoTest, Ip4HeaderIsSkippedWithItsOptions) {
  const std::string plain = "\x45" + std::string(19, '\0') + kReply4;
  const std::string options = "\x47" + std::string(27, '\0') + kReply4;
  EXPECT_EQ(SkipIp4Header(plain), kReply4);
  EXPECT_EQ(SkipIp4Header(options), kReply4);
  for (std::size_t size = 0; size < 28; ++size)
    EXPECT_FALSE(SkipIp4Header(options.substr(0, size)));
  EXPECT_FALSE(SkipIp4Header("\x44" + std::string(40, '\0')));  // a header of 16 bytes
  EXPECT_FALSE(SkipIp4Header("\x65" + std::string(40, '\0')));  // version 6
}

TEST(IcmpEchoTest, AdviceOfRoutersDoesNotEndAnEcho) {
  for (const int type : {3, 11, 12}) {
    EXPECT_TRUE(EndsEcho(Family::kIp4, static_cast<std::uint8_t>(type))) << type;
  }
  for (const int type : {1, 2, 3, 4}) {
    EXPECT_TRUE(EndsEcho(Family::kIp6, static_cast<std::uint8_t>(type))) << type;
  }
  EXPECT_FALSE(EndsEcho(Family::kIp4, 4));    // source quench
  EXPECT_FALSE(EndsEcho(Family::kIp4, 5));    // redirect
  EXPECT_FALSE(EndsEcho(Family::kIp6, 137));  // redirect
}

}  // namespace
}  // namespace reach::icmp
