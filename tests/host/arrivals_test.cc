#include "exporter/host/arrivals.h"

#include <gtest/gtest.h>

#include <asio/ip/tcp.hpp>
#include <asio/ip/udp.hpp>
#include <vector>

#include "exporter/host/window.h"
#include "tests/support/capabilities.h"

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

class WindowTest : public testing::Test {
 protected:
  // To a port of loopback that nobody listens on.
  std::uint16_t SendToNobody() {
    UdpSocket gone{io_.get_executor(),
                   asio::ip::udp::endpoint(asio::ip::address_v4::loopback(), 0)};
    const auto where = gone.local_endpoint();
    gone.close();
    sender_.send_to(asio::buffer("hello"), where);
    return where.port();
  }

  asio::io_context& io_context() { return io_; }

 private:
  asio::io_context io_{1};
  UdpSocket sender_{io_.get_executor(),
                    asio::ip::udp::endpoint(asio::ip::address_v4::loopback(), 0)};
};

TEST_F(WindowTest, DatagramIsHeardThoughNobodyListens) {
  Window window(io_context());
  const std::uint16_t port = SendToNobody();
  window.Close();
  const auto ports = window.arrivals().PortsFrom(*Address::Parse("127.0.0.1"), Transport::kUdp);
  if (!ports) GTEST_SKIP() << "packet sockets are not permitted here";
  EXPECT_TRUE(ports->contains(port));
}

TEST_F(WindowTest, WhatComesAfterTheEndIsNotHeard) {
  Window window(io_context());
  window.Close();
  const std::uint16_t port = SendToNobody();
  io_context().poll();
  const auto ports = window.arrivals().PortsFrom(*Address::Parse("127.0.0.1"), Transport::kUdp);
  if (ports) {
    EXPECT_FALSE(ports->contains(port));
  }
}

TEST_F(WindowTest, WithoutPermissionNothingIsKnownOfPacketsAndTheCountersTell) {
  const test::WithoutCapabilities without({CAP_NET_RAW});
  Window window(io_context());
  SendToNobody();
  window.Close();
  EXPECT_FALSE(window.arrivals().PortsFrom(*Address::Parse("127.0.0.1"), Transport::kUdp));
  ASSERT_TRUE(window.deltas());
  EXPECT_GE(window.deltas()->udp_no_ports, 1U);
}

TEST(IncomingPacketsTest, OfAConnectionOnlyTheFirstPacketIsHeard) {
  asio::io_context io{1};
  std::size_t heard = 0;
  TcpAcceptor server(io.get_executor(),
                     asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  const std::uint16_t port = server.local_endpoint().port();
  const auto packets = IncomingPackets::Open(io, [&](std::span<const std::uint8_t> packet) {
    const auto head = ReadPacketHead(packet);
    if (head && head->port == port) ++heard;
  });
  if (packets == nullptr) GTEST_SKIP() << "packet sockets are not permitted here";
  TcpSocket client(io.get_executor());
  client.connect(server.local_endpoint());
  client.send(asio::buffer("hello"));
  packets->Drain();
  EXPECT_EQ(heard, 1U);
  EXPECT_FALSE(packets->lost());
}

}  // namespace
}  // namespace reach::host
