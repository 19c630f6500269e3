#include "exporter/host/arrivals.h"

#include <gtest/gtest.h>

#include <asio/ip/tcp.hpp>
#include <asio/ip/udp.hpp>
#include <vector>

#include "exporter/host/window.h"
#include "tests/support/capabilities.h"

namespace reach::host {
namespace {

// Two sockets of this host: what the loopback interface carries has been sent by it, too.
class ArrivalWatchTest : public testing::Test {
 protected:
  // What came to loopback by this transport.
  std::optional<std::set<std::uint16_t>> Heard(Transport transport) {
    watch_.Stop();
    return watch_.PortsFrom(*Address::Parse("127.0.0.1"), transport);
  }

  asio::io_context io_{1};
  ArrivalWatch watch_{io_};
};

TEST_F(ArrivalWatchTest, AnAnswerToWhatThisHostAskedIsNoArrival) {
  const asio::ip::address_v4 loopback = asio::ip::address_v4::loopback();
  asio::ip::udp::socket server(io_, {loopback, 0});
  asio::ip::udp::socket client(io_, {loopback, 0});
  char byte = 0;
  asio::ip::udp::endpoint from;
  client.send_to(asio::buffer(&byte, 1), server.local_endpoint());
  server.receive_from(asio::buffer(&byte, 1), from);
  server.send_to(asio::buffer(&byte, 1), from);
  client.receive(asio::buffer(&byte, 1));
  const auto ports = Heard(Transport::kUdp);
  if (!ports) GTEST_SKIP() << "packet sockets are not permitted here";
  EXPECT_TRUE(ports->contains(server.local_endpoint().port()));
  EXPECT_FALSE(ports->contains(client.local_endpoint().port()));
}

TEST_F(ArrivalWatchTest, AnEstablishedConnectionIsNoArrivalAtTheCallersPort) {
  asio::ip::tcp::acceptor server(io_, {asio::ip::address_v4::loopback(), 0});
  asio::ip::tcp::socket client(io_);
  client.connect(server.local_endpoint());
  const auto ports = Heard(Transport::kTcp);
  if (!ports) GTEST_SKIP() << "packet sockets are not permitted here";
  EXPECT_TRUE(ports->contains(server.local_endpoint().port()));
  EXPECT_FALSE(ports->contains(client.local_endpoint().port()));
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
  const auto packets = IncomingPackets::Open(io, [&](std::span<const std::uint8_t> packet, bool) {
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
