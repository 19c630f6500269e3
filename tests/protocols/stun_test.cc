#include "exporter/protocols/stun.h"

#include <gtest/gtest.h>

#include "exporter/core/hex.h"

namespace reach::stun {
namespace {

constexpr std::string_view kTransaction = "0123456789ab";

std::string Bytes(std::string_view hex) { return ParseHex(hex).value(); }

// A success response as coturn writes it: 10.1.0.1:28015.
std::string Response(std::string_view attributes_hex) {
  const std::string attributes = Bytes(attributes_hex);
  std::string message = Bytes("0101");
  message += '\0';
  message += static_cast<char>(attributes.size());
  return message + Bytes("2112a442") + std::string(kTransaction) + attributes;
}

TEST(StunTest, RequestIsTwentyBytesWithCookieAndTransaction) {
  EXPECT_EQ(EncodeRequest(kTransaction), Bytes("000100002112a442") + std::string(kTransaction));
}

TEST(StunTest, XorMappedAddressIsTheAnswer) {
  const auto mapped = ParseResponse(Response("0020 0008 0001 4c7d 2b13a443"), kTransaction);
  EXPECT_EQ(mapped, (Mapped{Address::V4({10, 1, 0, 1}), 28015}));
}

TEST(StunTest, XorMappedAddressWinsOverThePlainOneThatARouterMayHaveRewritten) {
  const auto mapped = ParseResponse(
      Response("0001 0008 0001 0050 01020304  0020 0008 0001 4c7d 2b13a443"), kTransaction);
  EXPECT_EQ(mapped, (Mapped{Address::V4({10, 1, 0, 1}), 28015}));
}

TEST(StunTest, OldServerAnswersWithThePlainAddressAndUnknownAttributesAreSkipped) {
  const auto mapped =
      ParseResponse(Response("8022 0003 61626300  0001 0008 0001 0050 01020304"), kTransaction);
  EXPECT_EQ(mapped, (Mapped{Address::V4({1, 2, 3, 4}), 80}));
}

TEST(StunTest, Ip6AddressIsCombinedWithTheTransactionToo) {
  std::string plain = Bytes("20010db8000000000000000000000001");
  const std::string mask = Bytes("2112a442") + std::string(kTransaction);
  for (std::size_t i = 0; i < plain.size(); ++i) plain[i] = static_cast<char>(plain[i] ^ mask[i]);
  std::string message = Response("0020 0014 0002 4c7d 00000000 00000000 00000000 00000000");
  message.replace(message.size() - 16, 16, plain);
  EXPECT_EQ(ParseResponse(message, kTransaction), (Mapped{*Address::Parse("2001:db8::1"), 28015}));
}

TEST(StunTest, OtherTransactionErrorResponseAndRequestAreNoAnswer) {
  std::string response = Response("0020 0008 0001 4c7d 2b13a443");
  EXPECT_FALSE(ParseResponse(response, "0123456789ac"));
  response[1] = '\x11';
  EXPECT_FALSE(ParseResponse(response, kTransaction));
  EXPECT_FALSE(ParseResponse(EncodeRequest(kTransaction), kTransaction));
}

TEST(StunTest, NothingThatIsCutOrTooLongIsBelieved) {
  const std::string response = Response("0020 0008 0001 4c7d 2b13a443");
  for (std::size_t size = 0; size < response.size(); ++size) {
    EXPECT_FALSE(ParseResponse(response.substr(0, size), kTransaction)) << size;
  }
  EXPECT_FALSE(ParseResponse(response + "x", kTransaction));
  EXPECT_FALSE(ParseResponse(Response("0020 0004 0001 4c7d"), kTransaction));
  EXPECT_FALSE(ParseResponse(Response("0020 0008 0003 4c7d 2b13a443"), kTransaction));
}

}  // namespace
}  // namespace reach::stun
