#include "exporter/engine/admission.h"

#include <gtest/gtest.h>

#include <set>

namespace reach {
namespace {

using std::chrono::milliseconds;

const TimePoint kNow = TimePoint(std::chrono::hours(1));
constexpr ShardLimits kWide = {1000, 1000, 1e6, 1e6};

std::vector<std::uint32_t> PopAll(Admission& admission, TimePoint now) {
  std::vector<std::uint32_t> result;
  while (const auto check = admission.Pop(now)) result.push_back(*check);
  return result;
}

TEST(AdmissionTest, ChecksGoInTheOrderTheyCameWhenNothingLimitsThem) {
  Admission admission(kWide, {0, 0, 0});
  for (const std::uint32_t check : {2U, 0U, 1U}) admission.Push(check);
  EXPECT_EQ(PopAll(admission, kNow), (std::vector<std::uint32_t>{2, 0, 1}));
  EXPECT_EQ(admission.waiting(), 0U);
}

TEST(AdmissionTest, HostLimitHoldsBackItsOwnChecksOnly) {
  ShardLimits limits = kWide;
  limits.in_flight_per_host = 2;
  Admission admission(limits, {0, 0, 0, 1});
  for (std::uint32_t check = 0; check < 4; ++check) admission.Push(check);
  const auto first = PopAll(admission, kNow);
  EXPECT_EQ(std::set(first.begin(), first.end()), (std::set<std::uint32_t>{0, 1, 3}));
  EXPECT_EQ(admission.waiting(), 1U);
  EXPECT_EQ(admission.NextReady(kNow), std::nullopt);  // only a landing helps
  admission.Land(0, true);
  EXPECT_EQ(PopAll(admission, kNow), (std::vector<std::uint32_t>{2}));
}

TEST(AdmissionTest, TotalLimitIsSharedFairlyBetweenHosts) {
  ShardLimits limits = kWide;
  limits.in_flight = 2;
  Admission admission(limits, {0, 0, 0, 0, 1});
  admission.Vouch(0);
  admission.Vouch(4);
  for (std::uint32_t check = 0; check < 5; ++check) admission.Push(check);
  // The crowd of host 0 came first, and still host 1 gets its turn.
  EXPECT_EQ(PopAll(admission, kNow), (std::vector<std::uint32_t>{0, 4}));
  admission.Land(0, true);
  EXPECT_EQ(PopAll(admission, kNow), (std::vector<std::uint32_t>{1}));
}

TEST(AdmissionTest, HostRateLetsAttemptsGoAsTokensComeBack) {
  ShardLimits limits = kWide;
  limits.per_second_per_host = 10;  // a bucket of one token
  Admission admission(limits, {0, 0});
  admission.Push(0);
  admission.Push(1);
  EXPECT_EQ(PopAll(admission, kNow).size(), 1U);
  const auto ready = admission.NextReady(kNow);
  ASSERT_TRUE(ready);
  EXPECT_GT(*ready, kNow);
  EXPECT_LE(*ready, kNow + milliseconds(101));
  EXPECT_TRUE(PopAll(admission, *ready - milliseconds(1)).empty());
  EXPECT_EQ(PopAll(admission, *ready + milliseconds(1)).size(), 1U);
}

TEST(AdmissionTest, TotalRateIsKeptOverASecond) {
  ShardLimits limits = kWide;
  limits.per_second = 100;
  Admission admission(limits, std::vector<std::uint32_t>(1000, 0));
  for (std::uint32_t check = 0; check < 1000; ++check) admission.Push(check);
  std::size_t gone = 0;
  for (int ms = 0; ms < 1000; ++ms) gone += PopAll(admission, kNow + milliseconds(ms)).size();
  EXPECT_GE(gone, 95U);
  EXPECT_LE(gone, 111U);  // a second's worth and the bucket it started with
}

TEST(AdmissionTest, EveryCheckGoesOnceHoweverItIsLimited) {
  Admission admission({3, 2, 500, 100}, {0, 0, 0, 1, 1, 2, 2, 2, 2, 3});
  for (std::uint32_t check = 0; check < 10; ++check) admission.Push(check);
  std::multiset<std::uint32_t> gone;
  TimePoint now = kNow;
  for (int turn = 0; turn < 1000 && gone.size() < 10; ++turn, now += milliseconds(5)) {
    for (const std::uint32_t check : PopAll(admission, now)) {
      gone.insert(check);
      admission.Land(check, check % 3 == 0);
    }
  }
  EXPECT_EQ(gone, (std::multiset<std::uint32_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
}

TEST(AdmissionTest, CheckMayComeAgainAfterItLanded) {
  Admission admission(kWide, {0});
  for (int round = 0; round < 3; ++round) {
    admission.Push(0);
    EXPECT_EQ(PopAll(admission, kNow).size(), 1U);
    admission.Land(0, round == 1);
  }
}

// 1,000 hosts that never answer, and one that does.
TEST(AdmissionTest, HostsThatKeepSilentLeaveRoomForThoseThatAnswer) {
  constexpr std::uint32_t kHeard = 1000;
  ShardLimits limits = kWide;
  limits.in_flight = 16;
  std::vector<std::uint32_t> hosts;
  for (std::uint32_t host = 0; host <= kHeard; ++host) hosts.push_back(host);
  Admission admission(limits, hosts);
  admission.Vouch(kHeard);
  for (std::uint32_t check = 0; check < kHeard; ++check) admission.Push(check);
  EXPECT_EQ(PopAll(admission, kNow).size(), 12U) << "three quarters";
  EXPECT_EQ(admission.NextReady(kNow), std::nullopt);
  for (int round = 0; round < 100; ++round) {
    admission.Push(kHeard);
    EXPECT_EQ(admission.NextReady(kNow), kNow);
    EXPECT_EQ(PopAll(admission, kNow), (std::vector<std::uint32_t>{kHeard}));
    admission.Land(kHeard, true);
  }
  for (std::uint32_t check = 0; check < 3; ++check) admission.Land(check, false);
  EXPECT_EQ(PopAll(admission, kNow), (std::vector<std::uint32_t>{12, 13, 14}));
}

TEST(AdmissionTest, HostsThatAnswerDoNotStarveTheSilentOnes) {
  ShardLimits limits = kWide;
  limits.in_flight = 1;
  Admission admission(limits, {0, 1, 2});
  admission.Vouch(0);
  admission.Vouch(1);
  std::multiset<std::uint32_t> gone;
  for (std::uint32_t check = 0; check < 3; ++check) admission.Push(check);
  for (int turn = 0; turn < 100; ++turn) {
    const auto check = admission.Pop(kNow);
    ASSERT_TRUE(check);
    gone.insert(*check);
    admission.Land(*check, *check != 2);
    admission.Push(*check);
  }
  EXPECT_EQ(gone.count(2), 50U);
}

TEST(AdmissionTest, HostIsSilentAfterFourAttemptsAndHeardAgainAfterOneAnswer) {
  ShardLimits limits = kWide;
  limits.in_flight = 4;  // of which silent hosts may have three
  Admission admission(limits, {0, 0, 0, 0, 0});
  const auto fly = [&](bool heard) {
    admission.Push(4);
    ASSERT_TRUE(admission.Pop(kNow));
    admission.Land(4, heard);
  };
  const auto most = [&] {
    for (std::uint32_t check = 0; check < 4; ++check) admission.Push(check);
    const auto flying = PopAll(admission, kNow);
    const auto waiting = 4 - flying.size();
    return std::pair(flying, waiting);
  };
  fly(true);
  for (int i = 0; i < 3; ++i) fly(false);
  const auto [heard, none] = most();
  EXPECT_EQ(heard.size(), 4U);
  for (const std::uint32_t check : heard) admission.Land(check, false);
  const auto [silent, one] = most();
  EXPECT_EQ(silent.size(), 3U);
  admission.Land(silent.front(), true);
  EXPECT_EQ(PopAll(admission, kNow).size(), one);
  EXPECT_EQ(none, 0U);
}

}  // namespace
}  // namespace reach
