// When it may be called proved that nothing is wrong.
#include <gtest/gtest.h>

#include "exporter/diagnosis/diagnosis.h"
#include "tests/support/evidence_maker.h"

namespace reach::diagnosis {
namespace {

Sighting Answered(std::uint32_t attempts, std::uint32_t answered, std::uint32_t retransmits = 0) {
  return Lossy(attempts, answered, retransmits, Works(View::kOutside));
}

Diagnosis Of(PortEvidence port, std::vector<PortEvidence> others = {}) {
  port.sightings.push_back(Works(View::kOwnAddress));
  others.insert(others.begin(), port);
  return Diagnose(Target(std::move(others))).checks.front();
}

void ExpectHealthy(const Diagnosis& found, Confidence confidence) {
  EXPECT_EQ(Name(found.cause), "healthy");
  EXPECT_EQ(Name(found.confidence), Name(confidence));
}

TEST(HealthyTest, OneLuckyAttemptFromOutsideProvesNothing) {
  ExpectHealthy(Of(TcpPort({Answered(1, 1)})), Confidence::kLikely);
  ExpectHealthy(Of(TcpPort({Answered(8, 8)})), Confidence::kLikely);
}

TEST(HealthyTest, ManyAttemptsWithoutALossProveIt) {
  ExpectHealthy(Of(TcpPort({Answered(8, 8), From("nyc1", Answered(8, 8))})), Confidence::kProved);
  ExpectHealthy(Of(TcpPort({Answered(8, 8)}), {QueryPort({Answered(8, 8)})}), Confidence::kProved);
}

TEST(HealthyTest, OneLossAnywhereOnTheWayForbidsTheProof) {
  ExpectHealthy(Of(TcpPort({Answered(12, 11), From("nyc1", Answered(8, 8))})), Confidence::kLikely);
  ExpectHealthy(Of(TcpPort({Answered(12, 12, 1), From("nyc1", Answered(8, 8))})),
                Confidence::kLikely);
  ExpectHealthy(
      Of(TcpPort({Answered(8, 8), From("nyc1", Answered(8, 8))}), {QueryPort({Answered(12, 11)})}),
      Confidence::kLikely);
}

TEST(HealthyTest, OnlyWhatAnswersCounts) {
  PortEvidence game = GamePort(
      {Lossy(8, 0, 0, Seen(View::kOutside, Reason::kNoReplyRequired, true)),
       From("nyc1", Lossy(8, 0, 0, Seen(View::kOutside, Reason::kNoReplyRequired, true)))});
  EXPECT_NE(Of(game).confidence, Confidence::kProved);
  ExpectHealthy(Of(TcpPort({Answered(8, 8)}), {game}), Confidence::kLikely);
}

TEST(HealthyTest, ASilenceOfOneVantageDoesNotProveThatRconIsClosed) {
  PortEvidence rcon = TcpPort({Seen(View::kOutside, Reason::kNoAnswer, true)});
  rcon.internal = true;
  ExpectHealthy(Of(rcon), Confidence::kLikely);
  rcon.sightings.push_back(From("nyc1", Seen(View::kOutside, Reason::kNoAnswer, true)));
  ExpectHealthy(Of(rcon), Confidence::kProved);
  rcon.sightings = {Seen(View::kOutside, Reason::kNoRoute, true)};
  ExpectHealthy(Of(rcon), Confidence::kLikely);
  rcon.sightings = {Seen(View::kOutside, Reason::kRst, true)};
  ExpectHealthy(Of(rcon), Confidence::kProved);
}

TEST(HealthyTest, AStrangersRefusalDoesNotProveThatRconIsClosed) {
  PortEvidence rcon =
      TcpPort({At(kStranger, Seen(View::kOutside, Reason::kRst, true)), Works(View::kOwnAddress)});
  rcon.internal = true;
  TargetEvidence target = Target({rcon});
  target.wan = Wan(kPublic);
  ExpectHealthy(Diagnose(target).root, Confidence::kLikely);
}

TEST(HealthyTest, ManyAttemptsFromTheLanProveAnInternalPort) {
  PortEvidence rcon = TcpPort({Works(View::kLan)});
  rcon.internal = true;
  ExpectHealthy(Of(rcon), Confidence::kLikely);
  rcon.sightings = {Lossy(16, 16, 0, Works(View::kLan))};
  ExpectHealthy(Of(rcon), Confidence::kProved);
}

}  // namespace
}  // namespace reach::diagnosis
