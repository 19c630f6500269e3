#include "exporter/protocols/natpmp.h"

#include <gtest/gtest.h>

#include "exporter/core/hex.h"

namespace reach::natpmp {
namespace {

std::string Bytes(std::string_view hex) { return ParseHex(hex).value(); }

TEST(NatPmpTest, AddressRequestIsTwoZeros) { EXPECT_EQ(EncodeAddressRequest(), Bytes("0000")); }

TEST(NatPmpTest, ExternalAddressIsRead) {
  const auto response = ParseAddressResponse(Bytes("0080 0000 00000002 cb007207"));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->external, Address::V4({203, 0, 114, 7}));
  EXPECT_EQ(response->epoch, 2U);
}

TEST(NatPmpTest, RouterWithoutAnAddressHasNone) {
  const auto down = ParseAddressResponse(Bytes("0080 0003 00000002"));
  ASSERT_TRUE(down);
  EXPECT_EQ(down->result, 3);
  EXPECT_FALSE(down->external);
  const auto zero = ParseAddressResponse(Bytes("0080 0000 00000002 00000000"));
  ASSERT_TRUE(zero);
  EXPECT_FALSE(zero->external);
}

TEST(NatPmpTest, OtherMessagesAndCutOnesAreNoAnswer) {
  const std::string whole = Bytes("0080 0000 00000002 cb007207");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(ParseAddressResponse(whole.substr(0, size))) << size;
  }
  EXPECT_FALSE(ParseAddressResponse(whole + "x"));
  EXPECT_FALSE(ParseAddressResponse(Bytes("0081 0000 00000002 cb007207")));
  EXPECT_FALSE(ParseAddressResponse(Bytes("0280 0000 00000002 cb007207")));
}

TEST(NatPmpTest, AnnounceBearsOurAddressAndAsksForNothing) {
  EXPECT_EQ(EncodeAnnounce(Address::V4({192, 168, 1, 20})),
            Bytes("02 00 0000 00000000 00000000000000000000 ffff c0a80114"));
  EXPECT_EQ(EncodeAnnounce(*Address::Parse("2001:db8::1")),
            Bytes("02 00 0000 00000000 20010db8000000000000000000000001"));
}

TEST(NatPmpTest, AnnounceAnswerTellsOfATranslationBetween) {
  const std::string tail = " 00000000 0000000a 000000000000000000000000";
  const auto good = ParseAnnounceResponse(Bytes("02 80 00 00" + tail));
  ASSERT_TRUE(good);
  EXPECT_FALSE(good->mismatch());
  EXPECT_EQ(good->epoch, 10U);
  const auto other = ParseAnnounceResponse(Bytes("02 80 00 0c" + tail));
  ASSERT_TRUE(other);
  EXPECT_TRUE(other->mismatch());
}

TEST(NatPmpTest, RouterThatOnlySpeaksNatPmpSaysSo) {
  const auto response = ParseAnnounceResponse(Bytes("00 80 0001 00000007"));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->result, 1);
  EXPECT_FALSE(response->mismatch());
}

TEST(NatPmpTest, AnnounceAnswersThatAreCutOrNoneAreRefused) {
  const std::string whole = Bytes("02 80 00 00 00000000 0000000a 000000000000000000000000");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(ParseAnnounceResponse(whole.substr(0, size))) << size;
  }
  EXPECT_FALSE(ParseAnnounceResponse(EncodeAnnounce(Address::V4({10, 0, 0, 1}))));
  EXPECT_FALSE(ParseAnnounceResponse(whole + std::string(1200, '\0')));
}

}  // namespace
}  // namespace reach::natpmp
