#include "exporter/protocols/dns_message.h"

#include <gtest/gtest.h>

#include <random>

#include "exporter/core/hex.h"

namespace reach::dns {
namespace {

constexpr std::uint16_t kId = 0x1234;

std::string Bytes(std::string_view hex) { return ParseHex(hex).value(); }

// "home.test": the name at offset 12.
const std::string kHome = "04686f6d65 0474657374 00";

std::string Answer(const std::string& head, const std::string& tail) {
  return Bytes("1234 " + head + " " + kHome + tail);
}

Question HomeQuestion(Type type = Type::kA) { return {"Home.test.", type}; }

TEST(DnsMessageTest, QuestionAsksAsItIsTold) {
  const Question chaos{"whoami.cloudflare", Type::kTxt, Class::kChaos, false};
  EXPECT_EQ(EncodeQuestion(chaos, kId),
            Bytes("1234 0000 0001 0000 0000 0000 0677686f616d69 0a636c6f7564666c617265 00 0010"
                  " 0003"));
  EXPECT_EQ(EncodeQuestion({"home.test"}, kId),
            Bytes("1234 0100 0001 0000 0000 0000 " + kHome + " 0001 0001"));
}

TEST(DnsMessageTest, NameThatDnsCannotCarryIsNotAsked) {
  EXPECT_FALSE(EncodeQuestion({"two..dots"}, kId));
  EXPECT_FALSE(EncodeQuestion({std::string(64, 'a') + ".test"}, kId));
  std::string longest;
  for (int i = 0; i < 50; ++i) longest += "label.";
  EXPECT_FALSE(EncodeQuestion({longest}, kId));
}

TEST(DnsMessageTest, AddressesBehindACnameComeWithTheirTtl) {
  // home.test CNAME real.test (compressed), real.test A 8.8.4.7
  const auto answer = ParseAnswer(Answer("8580 0001 0002 0000 0000",
                                         "0001 0001"
                                         "c00c 0005 0001 0000003c 0007 047265616c c011"
                                         "c027 0001 0001 00000e10 0004 08080407"),
                                  HomeQuestion(), kId);
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->authoritative);
  ASSERT_EQ(answer->records.size(), 2U);
  EXPECT_EQ(answer->records[0].name, "home.test");
  EXPECT_EQ(answer->records[0].text, "real.test");
  EXPECT_EQ(answer->records[0].ttl, 60U);
  EXPECT_EQ(answer->records[1].name, "real.test");
  EXPECT_EQ(answer->records[1].address, Address::V4({8, 8, 4, 7}));
  EXPECT_EQ(answer->records[1].ttl, 3600U);
}

TEST(DnsMessageTest, TextIsJoinedAndNegativeTtlIsNone) {
  const auto answer = ParseAnswer(Answer("8180 0001 0001 0000 0000",
                                         "0010 0001"
                                         "c00c 0010 0001 80000001 0008 03382e38 03 2e342e"),
                                  HomeQuestion(Type::kTxt), kId);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->records.at(0).text, "8.8.4.");
  EXPECT_EQ(answer->records.at(0).ttl, 0U);
}

TEST(DnsMessageTest, CodesAreReadAndUnknownRecordsSkipped) {
  const auto none =
      ParseAnswer(Answer("8583 0001 0000 0000 0000", "0001 0001"), HomeQuestion(), kId);
  ASSERT_TRUE(none);
  EXPECT_EQ(none->code, 3);
  const auto other = ParseAnswer(Answer("8180 0001 0001 0000 0000",
                                        "0001 0001"
                                        "c00c 002e 0001 0000003c 0002 ffff"),
                                 HomeQuestion(), kId);
  ASSERT_TRUE(other);
  EXPECT_TRUE(other->records.empty());
}

TEST(DnsMessageTest, AnswerToAnotherQuestionIsNone) {
  const std::string message = Answer("8180 0001 0000 0000 0000", "0001 0001");
  EXPECT_TRUE(ParseAnswer(message, HomeQuestion(), kId));
  EXPECT_FALSE(ParseAnswer(message, HomeQuestion(), kId + 1));
  EXPECT_FALSE(ParseAnswer(message, HomeQuestion(Type::kAaaa), kId));
  EXPECT_FALSE(ParseAnswer(message, {"away.test"}, kId));
  EXPECT_FALSE(ParseAnswer(*EncodeQuestion(HomeQuestion(), kId), HomeQuestion(), kId));
}

TEST(DnsMessageTest, PointerLoopsAndForwardPointersEnd) {
  for (const char* name : {"c01a", "c0ff", "0161 c01a", "c00c 0161"}) {
    const std::string tail = std::string("0001 0001 ") + name + " 0001 0001 0000003c 0004 08080407";
    const auto answer = ParseAnswer(Answer("8180 0001 0001 0000 0000", tail), HomeQuestion(), kId);
    EXPECT_TRUE(!answer || answer->records.at(0).address != Address::V4({8, 8, 4, 7})) << name;
  }
}

TEST(DnsMessageTest, CutAnswersAreNoneUnlessTheySayThatTheyAreCut) {
  const std::string whole =
      Answer("8180 0001 0001 0000 0000", "0001 0001 c00c 0001 0001 0000003c 0004 08080407");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(ParseAnswer(whole.substr(0, size), HomeQuestion(), kId)) << size;
  }
  std::string truncated = whole.substr(0, whole.size() - 2);
  truncated[2] = static_cast<char>(truncated[2] | 0x02);
  const auto answer = ParseAnswer(truncated, HomeQuestion(), kId);
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->truncated);
  EXPECT_TRUE(answer->records.empty());
}

TEST(DnsMessageTest, AnyFlippedByteIsReadWithoutHarm) {
  const std::string whole = Answer("8580 0001 0002 0000 0000",
                                   "0001 0001"
                                   "c00c 0005 0001 0000003c 0007 047265616c c011"
                                   "c027 0001 0001 00000e10 0004 08080407");
  std::mt19937 random(7);
  for (int i = 0; i < 20000; ++i) {
    std::string bad = whole;
    for (int flips = 0; flips < 3; ++flips) {
      bad[random() % bad.size()] = static_cast<char>(random());
    }
    ParseAnswer(bad, HomeQuestion(), kId);
  }
}

}  // namespace
}  // namespace reach::dns
