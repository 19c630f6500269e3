#include "exporter/net/local_network.h"

#include <gtest/gtest.h>

namespace reach {
namespace {

Address At(const char* text) { return *Address::Parse(text); }

TEST(LocalNetworkTest, LoopbackIsOurOwnAddress) {
  LocalNetwork network;
  const TimePoint now = Clock::now();
  EXPECT_EQ(network.PathTo(At("127.0.0.1"), now), Path::kLocal);
  EXPECT_EQ(network.Classify(At("127.0.0.1"), At("192.0.2.1"), now), Offender::kSelf);
}

TEST(LocalNetworkTest, NeighbourThatAnswersForATargetBeyondOurNetworksIsAGateway) {
  LocalNetwork network;
  const TimePoint now = Clock::now();
  EXPECT_EQ(network.Classify(At("127.0.0.9"), At("240.0.0.1"), now), Offender::kGateway);
  EXPECT_EQ(network.Classify(At("127.0.0.9"), At("127.0.0.8"), now), Offender::kOther);
}

TEST(LocalNetworkTest, SenderThatIsTheTargetIsTheTarget) {
  LocalNetwork network;
  const TimePoint now = Clock::now();
  EXPECT_EQ(network.Classify(At("192.0.2.1"), At("192.0.2.1"), now), Offender::kTarget);
  EXPECT_EQ(network.Classify(At("192.0.2.9"), At("192.0.2.1"), now), Offender::kOther);
  EXPECT_EQ(network.Classify({}, At("192.0.2.1"), now), Offender::kNone);
}

}  // namespace
}  // namespace reach
