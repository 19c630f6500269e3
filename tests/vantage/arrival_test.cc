#include "exporter/vantage/arrival.h"

#include <gtest/gtest.h>

#include "exporter/net/marked_packets.h"

namespace reach::vantage {
namespace {

// An IPv4 packet from 192.0.2.9, without options and without checksums, which nobody looks at.
std::string Packet4(char protocol, std::string payload) {
  std::string header("\x45\x00\x00\x00\x00\x00\x00\x00\x40", 9);
  header += protocol;
  header += std::string("\x00\x00\xc0\x00\x02\x09\x0a\x00\x00\x05", 10);
  return header + payload;
}

std::string Packet6(char protocol, std::string payload) {
  std::string header("\x60\x00\x00\x00\x00\x00", 6);
  header += protocol;
  header += '\x40';
  header += std::string("\x20\x01\x0d\xb8\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x09", 16);
  return header + std::string(16, '\0') + payload;
}

// From port 40000 to port 28016.
std::string Segment(char flags) {
  std::string segment("\x9c\x40\x6d\x70", 4);
  segment += std::string(8, '\0') + '\x50' + flags;
  return segment + std::string(6, '\0');
}

std::string Datagram(const std::string& payload) {
  return std::string("\x9c\x40\x6d\x70\x00\x00\x00\x00", 8) + payload;
}

std::optional<Arrived> Read(const std::string& packet) {
  return ReadArrived({reinterpret_cast<const std::uint8_t*>(packet.data()), packet.size()});
}

const std::string kMark = "0123456789abcdef";

TEST(ReadArrivedTest, SynIsRecognisedByItsSource) {
  for (const std::string& packet : {Packet4(6, Segment(2)), Packet6(6, Segment(2))}) {
    const auto arrived = Read(packet);
    ASSERT_TRUE(arrived);
    EXPECT_EQ(arrived->transport, Transport::kTcp);
    EXPECT_EQ(arrived->source_port, 40000);
    EXPECT_EQ(arrived->port, 28016);
  }
  EXPECT_EQ(Read(Packet4(6, Segment(2)))->source, *Address::Parse("192.0.2.9"));
  EXPECT_EQ(Read(Packet6(6, Segment(2)))->source, *Address::Parse("2001:db8::9"));
}

TEST(ReadArrivedTest, DatagramIsRecognisedByItsMark) {
  const auto arrived = Read(Packet4(17, Datagram(std::string(kMarkPrefix) + kMark)));
  ASSERT_TRUE(arrived);
  EXPECT_EQ(arrived->transport, Transport::kUdp);
  EXPECT_EQ(arrived->mark, kMark);
}

TEST(ReadArrivedTest, EverythingElseIsPassedOver) {
  std::string fragment = Packet4(17, Datagram(std::string(kMarkPrefix) + kMark));
  fragment[7] = '\x05';
  for (const std::string& packet :
       {std::string(), std::string("\x45"), Packet4(6, Segment(0x12)), Packet4(6, Segment(0x10)),
        Packet4(17, Datagram("hello")), Packet4(1, Segment(2)), Packet4(6, "\x9c\x40"),
        Packet4(17, Datagram("")), Packet6(6, ""), std::string(60, '\x90'), fragment}) {
    EXPECT_FALSE(Read(packet));
  }
}

TEST(FindMarkedTest, TcpByWhereItCameFromAndUdpByWhatItCarries) {
  const SentFrom sent{*Address::Parse("192.0.2.9"), {40000, 40001}};
  const std::vector<Arrived> arrived = {
      *Read(Packet4(6, Segment(2))),
      *Read(Packet4(17, Datagram(std::string(kMarkPrefix) + kMark)))};
  EXPECT_EQ(FindMarked(arrived, Transport::kTcp, kMark, sent), 28016);
  EXPECT_FALSE(FindMarked(arrived, Transport::kTcp, kMark, {sent.source, {39999}}));
  EXPECT_FALSE(FindMarked(arrived, Transport::kTcp, kMark, {*Address::Parse("::1"), {40000}}));
  EXPECT_EQ(FindMarked(arrived, Transport::kUdp, kMark, {}), 28016);
  EXPECT_FALSE(FindMarked(arrived, Transport::kUdp, "fedcba9876543210", sent));
}

TEST(CountersShowTest, OnlyGrowthByAllThatWasSentCounts) {
  const SentFrom sent{*Address::Parse("192.0.2.9"), {1, 2, 3}};
  host::CounterDeltas deltas;
  deltas.udp_no_ports = 3;
  deltas.resets_sent = 2;
  EXPECT_TRUE(CountersShow(Transport::kUdp, sent, deltas));
  EXPECT_FALSE(CountersShow(Transport::kTcp, sent, deltas));
}

TEST(ParseSentTest, ReadsWhatTheVantageSays) {
  const auto sent = ParseSent(R"({"address": "192.0.2.7", "source": "192.0.2.9",
                                  "source_ports": [40000, 40001]})");
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->ports, (std::vector<std::uint16_t>{40000, 40001}));
  for (const char* text :
       {"", "{}", R"({"source": null, "source_ports": []})", R"({"source": "x"})",
        R"({"source": "192.0.2.9", "source_ports": [65536]})",
        R"({"source": "192.0.2.9", "source_ports": []})"}) {
    EXPECT_FALSE(ParseSent(text)) << text;
  }
}

}  // namespace
}  // namespace reach::vantage
