#include "tests/support/loopback.h"

namespace reach::test {
namespace {

constexpr std::uint16_t kDiscard = 9;

template <typename Protocol>
typename Protocol::endpoint AnyPort(Family family) {
  return EndpointOf<Protocol>(Loopback(family), 0);
}

}  // namespace

Address Loopback(Family family) {
  return *Address::Parse(family == Family::kIp6 ? "::1" : "127.0.0.1");
}

ClosedTcpPort::ClosedTcpPort(asio::io_context& io, Family family)
    : socket_(io.get_executor(), AnyPort<asio::ip::tcp>(family)) {}

Destination ClosedTcpPort::where() const { return DestinationOf(socket_); }

ClosedUdpPort::ClosedUdpPort(asio::io_context& io, Family family)
    : socket_(io.get_executor(), AnyPort<asio::ip::udp>(family)) {
  socket_.connect(EndpointOf<asio::ip::udp>(Loopback(family), kDiscard));
}

Destination ClosedUdpPort::where() const { return DestinationOf(socket_); }

SilentUdp::SilentUdp(asio::io_context& io, Family family)
    : socket_(io.get_executor(), AnyPort<asio::ip::udp>(family)) {}

Destination SilentUdp::where() const { return DestinationOf(socket_); }

std::string SilentUdp::Receive() {
  std::string bytes(65535, '\0');
  bytes.resize(socket_.receive_from(asio::buffer(bytes), sender_));
  return bytes;
}

void SilentUdp::Answer(std::string_view bytes) {
  socket_.send_to(asio::buffer(bytes.data(), bytes.size()), sender_);
}

void SilentUdp::Refuse() { socket_.connect(EndpointOf<asio::ip::udp>(where().address, kDiscard)); }

SilentTcp::SilentTcp(asio::io_context& io, Family family)
    : acceptor_(io.get_executor(), AnyPort<asio::ip::tcp>(family)) {
  acceptor_.listen(0);
  // Linux lets one connection more than the backlog into the queue (sk_acceptq_is_full()). A second
  // client makes sure of it: its SYN is dropped, or the first one's handshake is not yet over.
  for (int i = 0; i < 2; ++i) {
    TcpSocket client(io.get_executor(), acceptor_.local_endpoint().protocol());
    client.non_blocking(true);
    // Not asio's connect(): it waits for the end even of a non-blocking one.
    const auto endpoint = acceptor_.local_endpoint();
    ::connect(client.native_handle(), endpoint.data(), static_cast<socklen_t>(endpoint.size()));
    queue_.push_back(std::move(client));
  }
}

Destination SilentTcp::where() const { return DestinationOf(acceptor_); }

}  // namespace reach::test
