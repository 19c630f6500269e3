#include "exporter/protocols/a2s.h"

#include <gtest/gtest.h>

#include "tests/support/a2s_bytes.h"

namespace reach::a2s {
namespace {

using namespace std::literals;

TEST(A2sTest, RequestWithoutChallengeIsThe25BytesOfTheWiki) {
  const std::string request = InfoRequest(std::nullopt);
  EXPECT_EQ(request, "\xFF\xFF\xFF\xFFTSource Engine Query\0"s);
  EXPECT_EQ(request.size(), 25U);
}

TEST(A2sTest, ChallengeIsAppendedToTheRequest) {
  const std::string request = InfoRequest(Challenge{'\x01', '\0', '\xFF', '\x7F'});
  EXPECT_EQ(request, "\xFF\xFF\xFF\xFFTSource Engine Query\0\x01\0\xFF\x7F"s);
  EXPECT_EQ(request.size(), 29U);
}

TEST(A2sTest, KindIsReadFromTheHeader) {
  EXPECT_EQ(KindOf(test::ChallengeReply("abcd")), Kind::kChallenge);
  EXPECT_EQ(KindOf(test::InfoReply({})), Kind::kInfo);
  EXPECT_EQ(KindOf(test::FragmentBytes(1, 2, 0, "x")), Kind::kFragment);
}

TEST(A2sTest, OtherHeadersAreOfNoKindWeAskedFor) {
  EXPECT_EQ(KindOf("\xFF\xFF\xFF\xFF\x6D"
                   "127.0.0.1:27015\0"sv),
            Kind::kOther);  // old GoldSrc
  EXPECT_EQ(KindOf("\xFF\xFF\xFF\xFF\x65"sv), Kind::kOther);
  EXPECT_EQ(KindOf("\xFF\xFF\xFF\xFF\x44\0"sv), Kind::kOther);  // PLAYER
  EXPECT_EQ(KindOf("\xFD\xFF\xFF\xFF"sv), Kind::kOther);
  EXPECT_EQ(KindOf("\xFF\xFF\xFF\xFF"sv), Kind::kOther);
  EXPECT_EQ(KindOf("HTTP/1.1 400 Bad Request\r\n"sv), Kind::kOther);
  EXPECT_EQ(KindOf(""sv), Kind::kOther);
}

TEST(A2sTest, ChallengeIsReadAsRawBytes) {
  Challenge challenge{};
  ASSERT_EQ(ParseChallenge(test::ChallengeReply("\0\xC1\xC2\xFF"sv), challenge),
            ParseResult::kDone);
  EXPECT_EQ(challenge, (Challenge{'\0', '\xC1', '\xC2', '\xFF'}));
}

TEST(A2sTest, EveryPrefixOfAChallengeNeedsMore) {
  const std::string whole = test::ChallengeReply("abcd");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Challenge challenge{};
    EXPECT_EQ(ParseChallenge(whole.substr(0, size), challenge), ParseResult::kNeedMore) << size;
  }
}

TEST(A2sTest, EachWrongHeaderByteMakesAChallengeBad) {
  for (std::size_t at = 0; at < 5; ++at) {
    std::string corrupt = test::ChallengeReply("abcd");
    corrupt[at] = '\x20';
    Challenge challenge{};
    EXPECT_EQ(ParseChallenge(corrupt, challenge), ParseResult::kBad) << at;
  }
}

}  // namespace
}  // namespace reach::a2s
