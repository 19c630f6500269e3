#include "exporter/protocols/a2s_query.h"

#include <gtest/gtest.h>

#include <random>

#include "exporter/protocols/a2s.h"
#include "tests/support/a2s_bytes.h"

namespace reach::a2s {
namespace {

using namespace std::literals;
using Step = InfoQuery::Step;

TEST(A2sQueryTest, ReplyWithoutChallengeIsTaken) {
  InfoQuery query;
  EXPECT_EQ(query.request(), InfoRequest(std::nullopt));
  EXPECT_EQ(query.OnDatagram(test::InfoReply({})), Step::kDone);
  EXPECT_EQ(query.info().game, "Rust");
}

TEST(A2sQueryTest, ChallengeIsSentBack) {
  InfoQuery query;
  EXPECT_EQ(query.OnDatagram(test::ChallengeReply("\0abc"sv)), Step::kSend);
  EXPECT_EQ(query.request(), InfoRequest(Challenge{'\0', 'a', 'b', 'c'}));
  EXPECT_EQ(query.OnDatagram(test::InfoReply({})), Step::kDone);
}

TEST(A2sQueryTest, ThreeChallengesAreAnsweredAndTheFourthIsALoop) {
  InfoQuery query;
  for (int i = 0; i < kMaxChallenges; ++i) {
    EXPECT_EQ(query.OnDatagram(test::ChallengeReply("abcd")), Step::kSend);
  }
  EXPECT_EQ(query.OnDatagram(test::ChallengeReply("abcd")), Step::kLoop);
}

TEST(A2sQueryTest, SplitReplyIsPutTogetherInReverseOrder) {
  InfoQuery query;
  const auto fragments = test::Split(test::InfoReply({}));
  ASSERT_GT(fragments.size(), 2U);
  for (std::size_t i = fragments.size() - 1; i > 0; --i) {
    EXPECT_EQ(query.OnDatagram(fragments[i]), Step::kWait) << i;
  }
  EXPECT_EQ(query.OnDatagram(fragments[0]), Step::kDone);
  EXPECT_EQ(query.info().version, "2633");
}

TEST(A2sQueryTest, SplitMessageOfAnotherKindIsBad) {
  InfoQuery query;
  const auto fragments = test::Split("\xFF\xFF\xFF\xFF\x45 these are rules", {.fragment_size = 9});
  ASSERT_EQ(fragments.size(), 3U);
  query.OnDatagram(fragments[0]);
  query.OnDatagram(fragments[1]);
  EXPECT_EQ(query.OnDatagram(fragments[2]), Step::kBad);
}

TEST(A2sQueryTest, CutOffAndForeignDatagramsAreBad) {
  const std::string info = test::InfoReply({});
  for (const std::string& datagram :
       {""s, "\xFF\xFF\xFF\xFF"s, "\xFF\xFF\xFF\xFF\x41"s, test::ChallengeReply("abc"),
        info.substr(0, info.size() - 1), "\xFE\xFF\xFF\xFF"s, "hello"s,
        test::FragmentBytes(0x80000001, 2, 0, "BZh9")}) {
    EXPECT_EQ(InfoQuery().OnDatagram(datagram), Step::kBad) << datagram.size();
  }
}

TEST(A2sQueryTest, EndlessUselessFragmentsAreBadInTheEnd) {
  InfoQuery query;
  const std::string fragment = test::FragmentBytes(1, 2, 0, "x");
  Step step = Step::kWait;
  int datagrams = 0;
  while (step == Step::kWait && datagrams < 1000) {
    step = query.OnDatagram(fragment);
    ++datagrams;
  }
  EXPECT_EQ(step, Step::kBad);
}

TEST(A2sQueryTest, RandomDialoguesAlwaysEnd) {
  std::mt19937 random(20261121);
  const std::vector<std::string> good = {test::InfoReply({}), test::ChallengeReply("abcd"),
                                         test::FragmentBytes(1, 3, 1, "payload")};
  for (int round = 0; round < 5000; ++round) {
    InfoQuery query;
    Step step = Step::kWait;
    for (int i = 0; i < 1000 && (step == Step::kWait || step == Step::kSend); ++i) {
      std::string datagram = good[random() % good.size()];
      for (auto flips = random() % 3; flips > 0; --flips) {
        datagram[random() % datagram.size()] = static_cast<char>(random() & 0xFF);
      }
      datagram.resize(random() % 8 == 0 ? random() % datagram.size() : datagram.size());
      step = query.OnDatagram(datagram);
    }
    EXPECT_TRUE(step == Step::kDone || step == Step::kBad || step == Step::kLoop);
  }
}

}  // namespace
}  // namespace reach::a2s
