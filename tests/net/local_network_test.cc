#include "exporter/net/local_network.h"

#include <gtest/gtest.h>

namespace reach {
namespace {

Address At(const char* text) { return *Address::Parse(text); }

TEST(RoutesTest, GatewayOfTheDefaultRouteIsReadInTheKernelsByteOrder) {
  const std::string table =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
      "eth0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
      "eth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n";
  EXPECT_EQ(ParseRoutes4(table), std::set{At("192.168.1.1")});
}

TEST(RoutesTest, Ipv6GatewaysAreReadAndDirectRoutesAreNot) {
  const std::string table =
      "20010db8000000000000000000000000 40 00000000000000000000000000000000 00 "
      "00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0\n"
      "00000000000000000000000000000000 00 00000000000000000000000000000000 00 "
      "fe800000000000000000000000000001 00000400 00000001 00000000 00000003     eth0\n";
  EXPECT_EQ(ParseRoutes6(table), std::set{At("fe80::1")});
}

TEST(RoutesTest, GarbageGivesNoGatewayAndNoCrash) {
  EXPECT_TRUE(ParseRoutes4("").empty());
  EXPECT_TRUE(ParseRoutes4("Iface\neth0 zz yy rest\n").empty());
  EXPECT_TRUE(ParseRoutes6("a b c\n\n1 2 3 4 5 6\n").empty());
}

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
