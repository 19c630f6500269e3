#include "exporter/host/arrivals.h"

#include <gtest/gtest.h>

#include <vector>

namespace reach::host {
namespace {

std::vector<std::uint8_t> Ip4(std::uint8_t protocol, std::uint8_t fragment = 0) {
  return {0x45, 0,   0, 28, 0,   0,   0, fragment, 64,   protocol, 0,    0,
          5,    101, 1, 2,  192, 168, 7, 20,       0x9c, 0x40,     0x6d, 0x71};
}

TEST(ArrivalsTest, APacketTellsItsSourceTransportAndPort) {
  const auto head = ReadPacketHead(Ip4(17));
  ASSERT_TRUE(head);
  EXPECT_EQ(ToString(head->source), "5.101.1.2");
  EXPECT_EQ(head->transport, Transport::kUdp);
  EXPECT_EQ(head->port, 28017);
  EXPECT_EQ(ReadPacketHead(Ip4(6))->transport, Transport::kTcp);
}

TEST(ArrivalsTest, AnIpv6PacketDoesToo) {
  std::vector<std::uint8_t> packet(44);
  packet[0] = 0x60;
  packet[6] = 6;
  packet[8] = 0x20;
  packet[23] = 9;
  packet[42] = 0x6d;
  packet[43] = 0x70;
  const auto head = ReadPacketHead(packet);
  ASSERT_TRUE(head);
  EXPECT_EQ(ToString(head->source), "2000::9");
  EXPECT_EQ(head->port, 28016);
}

TEST(ArrivalsTest, WhatHasNoPortOrIsCutOffIsNotRead) {
  EXPECT_FALSE(ReadPacketHead(Ip4(1)));
  EXPECT_FALSE(ReadPacketHead(Ip4(17, 5)));  // a later fragment
  EXPECT_FALSE(ReadPacketHead({}));
  std::vector<std::uint8_t> packet = Ip4(17);
  while (!packet.empty()) {
    packet.pop_back();
    EXPECT_FALSE(ReadPacketHead(packet)) << packet.size();
  }
}

}  // namespace
}  // namespace reach::host
