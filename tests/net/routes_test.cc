#include "exporter/net/routes.h"

#include <gtest/gtest.h>

namespace reach {
namespace {

Address At(const char* text) { return *Address::Parse(text); }

TEST(RoutesTest, GatewayOfTheDefaultRouteIsReadInTheKernelsByteOrder) {
  const auto routes = ParseRoutes4(
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
      "eth0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
      "eth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n");
  ASSERT_EQ(routes.size(), 1U);
  EXPECT_EQ(routes[0].gateway, At("192.168.1.1"));
  EXPECT_EQ(routes[0].interface, "eth0");
  EXPECT_TRUE(routes[0].is_default);
}

TEST(RoutesTest, RouteToOneNetworkIsNotTheDefaultRoute) {
  const auto routes = ParseRoutes4(
      "Iface\n"
      "eth0\t0000080A\t0101A8C0\t0003\t0\t0\t0\t0000FFFF\t0\t0\t0\n"
      "eth0\t00000000\t0201A8C0\t0003\t0\t0\t0\t00000080\t0\t0\t0\n");
  ASSERT_EQ(routes.size(), 2U);
  EXPECT_FALSE(routes[0].is_default);
  EXPECT_FALSE(routes[1].is_default) << "0.0.0.0/1 is half of all addresses";
}

TEST(RoutesTest, Ipv6GatewaysAreReadAndDirectRoutesAreNot) {
  const auto routes = ParseRoutes6(
      "20010db8000000000000000000000000 40 00000000000000000000000000000000 00 "
      "00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0\n"
      "00000000000000000000000000000000 00 00000000000000000000000000000000 00 "
      "fe800000000000000000000000000001 00000400 00000001 00000000 00000003     eth1\n");
  ASSERT_EQ(routes.size(), 1U);
  EXPECT_EQ(routes[0].gateway, At("fe80::1"));
  EXPECT_EQ(routes[0].interface, "eth1");
  EXPECT_TRUE(routes[0].is_default);
}

TEST(RoutesTest, GarbageGivesNoGatewayAndNoCrash) {
  EXPECT_TRUE(ParseRoutes4("").empty());
  EXPECT_TRUE(ParseRoutes4("Iface\neth0 zz yy rest\n").empty());
  EXPECT_TRUE(ParseRoutes6("a b c\n\n1 2 3 4 5 6\n").empty());
}

}  // namespace
}  // namespace reach
