#include "exporter/host/counters.h"

#include <gtest/gtest.h>

#include <string>

namespace reach::host {
namespace {

constexpr std::string_view kNetstat =
    "TcpExt: SyncookiesSent ListenOverflows ListenDrops\nTcpExt: 1 15 16\n"
    "IpExt: InNoRoutes\nIpExt: 0\n";
constexpr std::string_view kSnmp =
    "Ip: Forwarding DefaultTTL\nIp: 1 64\n"
    "Tcp: RtoAlgorithm MaxConn OutRsts\nTcp: 1 -1 4242\n"
    "Udp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors\nUdp: 100 7 3 90 2\n"
    "UdpLite: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors\nUdpLite: 0 1000 0 0 1000\n";
constexpr std::string_view kSnmp6 =
    "Ip6InReceives                   \t5\nUdp6NoPorts                     \t30\n"
    "Udp6RcvbufErrors                \t40\nUdpLite6NoPorts                 \t1000\n";

TEST(CountersTest, NamesAndValuesAreInTwoLines) {
  const auto counters = ParseCounters(kNetstat, kSnmp, "");
  ASSERT_TRUE(counters);
  EXPECT_EQ(counters->listen_overflows, 15U);
  EXPECT_EQ(counters->resets_sent, 4242U);
  EXPECT_EQ(counters->udp_no_ports, 7U);
  EXPECT_EQ(counters->udp_buffer_errors, 2U);
}

TEST(CountersTest, UdpOverIp6IsCountedElsewhereAndAdded) {
  const auto counters = ParseCounters(kNetstat, kSnmp, kSnmp6);
  ASSERT_TRUE(counters);
  EXPECT_EQ(counters->udp_no_ports, 37U);
  EXPECT_EQ(counters->udp_buffer_errors, 42U);
}

TEST(CountersTest, WhatIsNotThereIsNotZero) {
  EXPECT_FALSE(ParseCounters("", kSnmp, kSnmp6));
  EXPECT_FALSE(ParseCounters(kNetstat, kSnmp.substr(0, kSnmp.find("Udp:")), kSnmp6));
  EXPECT_FALSE(ParseCounters("TcpExt: A ListenOverflows\nTcpExt: 1\n", kSnmp, ""));
  EXPECT_FALSE(ParseCounters("TcpExt: ListenOverflows\nTcpExt: x1\n", kSnmp, ""));
}

TEST(CountersTest, GrowthIsTheDifferenceAndNeverNegative) {
  const CounterDeltas deltas = Between({10, 20, 30, 40}, {11, 22, 30, 4});
  EXPECT_EQ(deltas.listen_overflows, 1U);
  EXPECT_EQ(deltas.resets_sent, 2U);
  EXPECT_EQ(deltas.udp_no_ports, 0U);
  EXPECT_EQ(deltas.udp_buffer_errors, 0U) << "it began anew";
}

TEST(CountersTest, ThisHostHasThem) { EXPECT_TRUE(ReadCounters()); }

}  // namespace
}  // namespace reach::host
