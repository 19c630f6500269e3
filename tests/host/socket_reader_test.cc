// Real sockets on loopback, as sock_diag tells them and as /proc/net does.
#include "exporter/host/socket_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <asio/ip/v6_only.hpp>

#include "tests/support/families.h"
#include "tests/support/loopback.h"
#include "tests/support/run_coroutine.h"

namespace reach::host {
namespace {

using asio::ip::tcp;
using asio::ip::udp;

class SocketReaderTest : public testing::TestWithParam<SocketSource> {
 protected:
  SocketTable Read() {
    auto table = test::RunCoroutine(io_, ReadSocketTable(io_, GetParam()));
    EXPECT_TRUE(table && table->knows_tcp && table->knows_udp) << table->problem;
    return table.value_or(SocketTable());
  }

  // The sockets of a port, as the host view would have them.
  PortListeners On(Transport transport, std::uint16_t port) {
    const Addresses own = ReadOwnAddresses();
    PortListeners found;
    for (Listener& listener : Judge(Read().sockets, &own)) {
      if (listener.transport == transport && listener.port == port) found.here.push_back(listener);
    }
    return found;
  }

  BindScope ScopeOn(const TcpAcceptor& acceptor) {
    return ScopeOf(On(Transport::kTcp, acceptor.local_endpoint().port()));
  }

  TcpAcceptor Listen(const std::string& address, bool only6 = false, int backlog = 5) {
    const tcp::endpoint where(asio::ip::make_address(address), 0);
    TcpAcceptor acceptor(io_, where.protocol());
    if (where.protocol() == tcp::v6()) acceptor.set_option(asio::ip::v6_only(only6));
    acceptor.bind(where);
    acceptor.listen(backlog);
    return acceptor;
  }

  bool sock_diag() const { return GetParam() == SocketSource::kSockDiag; }

  asio::io_context io_{1};
};

INSTANTIATE_TEST_SUITE_P(From, SocketReaderTest,
                         testing::Values(SocketSource::kSockDiag, SocketSource::kProcNet),
                         [](const auto& from) {
                           return from.param == SocketSource::kSockDiag ? "SockDiag" : "ProcNet";
                         });

TEST_P(SocketReaderTest, LoopbackAndWildcardOfIp4AreToldApart) {
  EXPECT_EQ(ScopeOn(Listen("127.0.0.1")), BindScope::kLoopback);
  EXPECT_EQ(ScopeOn(Listen("127.7.7.7")), BindScope::kLoopback);
  EXPECT_EQ(ScopeOn(Listen("0.0.0.0")), BindScope::kWildcardV4);
}

TEST_P(SocketReaderTest, ScopesOfIp6AreToldApart) {
  if (test::BindTo(Family::kIp6)) GTEST_SKIP() << "no IPv6 on this host";
  EXPECT_EQ(ScopeOn(Listen("::1")), BindScope::kLoopback);
  EXPECT_EQ(ScopeOn(Listen("::ffff:127.0.0.1")), BindScope::kLoopback);
  EXPECT_EQ(ScopeOn(Listen("::")), BindScope::kDual);
  const BindScope only6 = ScopeOn(Listen("::", true));
  // /proc/net has no column for it.
  EXPECT_EQ(only6, sock_diag() ? BindScope::kWildcardV6 : BindScope::kDual);
}

TEST_P(SocketReaderTest, OwnAddressIsOneThatAnInterfaceHas) {
  const Addresses own = ReadOwnAddresses();
  const auto other = std::find_if(own.begin(), own.end(), [](const Address& address) {
    return !IsLoopback(address) && !IsLinkLocal(address);
  });
  if (other == own.end()) GTEST_SKIP() << "this host has loopback addresses only";
  EXPECT_EQ(ScopeOn(Listen(ToString(*other))), BindScope::kOwnAddress);
}

TEST_P(SocketReaderTest, PortThatIsBoundButDoesNotListenIsNobodys) {
  const test::ClosedTcpPort closed(io_);
  EXPECT_EQ(ScopeOf(On(Transport::kTcp, closed.where().port)), BindScope::kNone);
  const test::ClosedUdpPort connected(io_);
  EXPECT_EQ(ScopeOf(On(Transport::kUdp, connected.where().port)), BindScope::kNone);
}

TEST_P(SocketReaderTest, BacklogIsFullWhenItIsAboveItsLimit) {
  const TcpAcceptor acceptor = Listen("127.0.0.1", false, 3);
  std::vector<TcpSocket> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back(io_).connect(acceptor.local_endpoint());
  }
  const PortListeners full = On(Transport::kTcp, acceptor.local_endpoint().port());
  ASSERT_EQ(full.here.size(), 1U);
  EXPECT_EQ(full.here[0].backlog, 4U);
  EXPECT_EQ(full.here[0].backlog_limit,
            sock_diag() ? std::optional<std::uint32_t>(3) : std::nullopt);
}

TEST_P(SocketReaderTest, QueueAndDropsOfUdpGrowWhileNobodyReads) {
  UdpSocket server(io_, udp::endpoint(asio::ip::make_address("127.0.0.1"), 0));
  server.set_option(asio::socket_base::receive_buffer_size(4096));
  const std::uint16_t port = server.local_endpoint().port();
  const PortListeners idle = On(Transport::kUdp, port);
  ASSERT_EQ(idle.here.size(), 1U);
  EXPECT_EQ(idle.here[0].queued, 0U);
  EXPECT_EQ(idle.here[0].drops, 0U);
  UdpSocket client(io_, udp::v4());
  const std::string datagram(1000, 'x');
  for (int i = 0; i < 50; ++i) client.send_to(asio::buffer(datagram), server.local_endpoint());
  const PortListeners busy = On(Transport::kUdp, port);
  ASSERT_EQ(busy.here.size(), 1U);
  EXPECT_GT(busy.here[0].queued, 1000U);
  EXPECT_GT(busy.here[0].drops, 10U);
  EXPECT_EQ(busy.here[0].uid, getuid());
}

TEST_P(SocketReaderTest, ManySocketsComeInSeveralPartsAndNoneIsMissing) {
  std::vector<TcpAcceptor> acceptors;
  for (int i = 0; i < 400; ++i) acceptors.push_back(Listen("127.0.0.1"));
  std::set<std::uint16_t> ports;
  for (const BoundSocket& socket : Read().sockets) {
    if (socket.listener.transport == Transport::kTcp) ports.insert(socket.listener.port);
  }
  for (const TcpAcceptor& acceptor : acceptors) {
    EXPECT_TRUE(ports.contains(acceptor.local_endpoint().port()));
  }
}

}  // namespace
}  // namespace reach::host
