#include "exporter/net/packet_head.h"

#include <gtest/gtest.h>

#include <vector>

namespace reach {
namespace {

constexpr std::uint8_t kUdp = 17;
constexpr std::uint8_t kTcp = 6;

std::vector<std::uint8_t> Ip4(std::uint8_t protocol, std::uint8_t fragment = 0,
                              std::uint8_t flags = 0x02) {
  std::vector<std::uint8_t> packet = {0x45, 0x10,     0, 28, 0,    0,    0,    fragment,
                                      64,   protocol, 0, 0,  5,    101,  1,    2,
                                      192,  168,      7, 20, 0x9c, 0x40, 0x6d, 0x71};
  if (protocol == kTcp) {
    packet.resize(40);
    packet[33] = flags;
  }
  return packet;
}

TEST(PacketHeadTest, APacketTellsItsSourceTransportAndPort) {
  const auto head = ReadPacketHead(Ip4(kUdp));
  ASSERT_TRUE(head);
  EXPECT_EQ(ToString(head->source), "5.101.1.2");
  EXPECT_EQ(ToString(head->destination), "192.168.7.20");
  EXPECT_EQ(head->source_port, 40000);
  EXPECT_EQ(head->ttl, 64);
  EXPECT_EQ(head->tos, 0x10);
  EXPECT_EQ(head->transport, Transport::kUdp);
  EXPECT_EQ(head->port, 28017);
  EXPECT_EQ(ReadPacketHead(Ip4(kTcp))->transport, Transport::kTcp);
}

TEST(PacketHeadTest, AnIpv6PacketDoesToo) {
  std::vector<std::uint8_t> packet(60);
  packet[0] = 0x61;
  packet[6] = 6;
  packet[7] = 61;
  packet[8] = 0x20;
  packet[23] = 9;
  packet[24] = 0x20;
  packet[39] = 0x20;
  packet[42] = 0x6d;
  packet[43] = 0x70;
  const auto head = ReadPacketHead(packet);
  ASSERT_TRUE(head);
  EXPECT_EQ(ToString(head->source), "2000::9");
  EXPECT_EQ(ToString(head->destination), "2000::20");
  EXPECT_EQ(head->ttl, 61);
  EXPECT_EQ(head->tos, 0x10);
  EXPECT_EQ(head->port, 28016);
}

TEST(PacketHeadTest, OnlyASynAsksForAPort) {
  EXPECT_TRUE(ReadPacketHead(Ip4(kTcp, 0, 0x02))->asks());
  for (const int flags : {0x12, 0x10, 0x18, 0x11, 0x04, 0x14}) {
    EXPECT_FALSE(ReadPacketHead(Ip4(kTcp, 0, static_cast<std::uint8_t>(flags)))->asks()) << flags;
  }
}

TEST(PacketHeadTest, WhatHasNoPortOrIsCutOffIsNotRead) {
  EXPECT_FALSE(ReadPacketHead(Ip4(1)));
  EXPECT_FALSE(ReadPacketHead(Ip4(kUdp, 5)));  // a later fragment
  EXPECT_FALSE(ReadPacketHead({}));
  std::vector<std::uint8_t> packet = Ip4(kUdp);
  while (!packet.empty()) {
    packet.pop_back();
    EXPECT_FALSE(ReadPacketHead(packet)) << packet.size();
  }
}

}  // namespace
}  // namespace reach
