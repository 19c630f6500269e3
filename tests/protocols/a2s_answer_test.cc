#include "exporter/protocols/a2s_answer.h"

#include <gtest/gtest.h>

#include "exporter/protocols/a2s_query.h"

namespace reach::a2s {
namespace {

constexpr Challenge kChallenge = {'\x01', '\x02', '\xFF', '\x00'};
const StandInInfo kInfo{"the game is off", 28017};

TEST(A2sAnswerTest, OurOwnQueryIsChallengedAndThenAnswered) {
  InfoQuery query;
  ASSERT_EQ(query.OnDatagram(Answer(query.request(), kChallenge, kInfo)), InfoQuery::Step::kSend);
  ASSERT_EQ(query.OnDatagram(Answer(query.request(), kChallenge, kInfo)), InfoQuery::Step::kDone);
  EXPECT_EQ(query.info().name, "the game is off");
  EXPECT_EQ(query.info().players, 0);
  EXPECT_EQ(query.info().port, 28017);
}

TEST(A2sAnswerTest, ChallengeIsNoLongerThanItsRequest) {
  const std::string request = InfoRequest(std::nullopt);
  EXPECT_LE(Answer(request, kChallenge, kInfo).size(), request.size());
}

TEST(A2sAnswerTest, AnotherChallengeGetsOursAndNoInfo) {
  const std::string wrong = InfoRequest(Challenge{'a', 'b', 'c', 'd'});
  EXPECT_EQ(KindOf(Answer(wrong, kChallenge, kInfo)), Kind::kChallenge);
}

TEST(A2sAnswerTest, AnythingElseGetsNoAnswer) {
  EXPECT_EQ(Answer("", kChallenge, kInfo), "");
  EXPECT_EQ(Answer("hello", kChallenge, kInfo), "");
  EXPECT_EQ(Answer(std::string(1400, '\xFF'), kChallenge, kInfo), "");
  const std::string request = InfoRequest(std::nullopt);
  EXPECT_EQ(Answer(request.substr(0, request.size() - 1), kChallenge, kInfo), "");
}

}  // namespace
}  // namespace reach::a2s
