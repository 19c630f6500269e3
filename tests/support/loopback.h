// Where the loopback peers of the tests live: their addresses, and ports that answer nothing.
// Thread: that of the test. Owner: the test; a peer holds its port for as long as it lives.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exporter/net/endpoint.h"
#include "exporter/net/task.h"
#include "exporter/probes/probe.h"

namespace reach::test {

Address Loopback(Family family);

// Where a bound socket can be reached.
template <typename Socket>
Destination DestinationOf(const Socket& socket) {
  const auto endpoint = socket.local_endpoint();
  return {FromAsio(endpoint.address()), endpoint.port()};
}

// A bound TCP socket that does not listen: connecting gives RST, and nobody else gets the port.
class ClosedTcpPort {
 public:
  explicit ClosedTcpPort(asio::io_context& io, Family family = Family::kIp4);
  Destination where() const;

 private:
  TcpSocket socket_;
};

// A UDP socket that is connected elsewhere: the kernel answers everybody else with ICMP port
// unreachable, and nobody else gets the port.
class ClosedUdpPort {
 public:
  explicit ClosedUdpPort(asio::io_context& io, Family family = Family::kIp4);
  Destination where() const;

 private:
  UdpSocket socket_;
};

// A bound UDP socket that nobody reads. The test may read it by hand, without turning the loop.
class SilentUdp {
 public:
  explicit SilentUdp(asio::io_context& io, Family family = Family::kIp4);
  Destination where() const;
  // Waits for a datagram and answers its sender, while the loop stands still.
  std::string Receive();
  void Answer(std::string_view bytes);
  // From now on the port is closed, as ClosedUdpPort has it.
  void Refuse();

 private:
  UdpSocket socket_;
  asio::ip::udp::endpoint sender_;
};

// A listener whose accept queue is full: SYNs get no answer, as from a server that hangs.
class SilentTcp {
 public:
  explicit SilentTcp(asio::io_context& io, Family family = Family::kIp4);
  Destination where() const;

 private:
  TcpAcceptor acceptor_;
  std::vector<TcpSocket> queue_;
};

}  // namespace reach::test
