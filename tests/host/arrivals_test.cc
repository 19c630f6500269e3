#include "exporter/host/arrivals.h"

#include <gtest/gtest.h>

#include <asio/ip/tcp.hpp>
#include <asio/ip/udp.hpp>
#include <vector>

namespace reach::host {
namespace {

// Two sockets of this host: what the loopback interface carries has been sent by it, too.
class ArrivalWatchTest : public testing::Test {
 protected:
  asio::io_context io_{1};
  ArrivalWatch watch_{io_};
};

TEST_F(ArrivalWatchTest, AnAnswerToWhatThisHostAskedIsNoArrival) {
  if (!watch_.Start()) GTEST_SKIP() << "needs CAP_NET_RAW";
  const asio::ip::address_v4 loopback = asio::ip::address_v4::loopback();
  asio::ip::udp::socket server(io_, {loopback, 0});
  asio::ip::udp::socket client(io_, {loopback, 0});
  char byte = 0;
  asio::ip::udp::endpoint from;
  client.send_to(asio::buffer(&byte, 1), server.local_endpoint());
  server.receive_from(asio::buffer(&byte, 1), from);
  server.send_to(asio::buffer(&byte, 1), from);
  client.receive(asio::buffer(&byte, 1));
  watch_.Stop();
  const auto ports = watch_.PortsFrom(*Address::Parse("127.0.0.1"), Transport::kUdp);
  EXPECT_TRUE(ports.contains(server.local_endpoint().port()));
  EXPECT_FALSE(ports.contains(client.local_endpoint().port()));
}

TEST_F(ArrivalWatchTest, AnEstablishedConnectionIsNoArrivalAtTheCallersPort) {
  if (!watch_.Start()) GTEST_SKIP() << "needs CAP_NET_RAW";
  asio::ip::tcp::acceptor server(io_, {asio::ip::address_v4::loopback(), 0});
  asio::ip::tcp::socket client(io_);
  client.connect(server.local_endpoint());
  watch_.Stop();
  const auto ports = watch_.PortsFrom(*Address::Parse("127.0.0.1"), Transport::kTcp);
  EXPECT_TRUE(ports.contains(server.local_endpoint().port()));
  EXPECT_FALSE(ports.contains(client.local_endpoint().port()));
}

}  // namespace
}  // namespace reach::host
