#include "exporter/net/marked_packets.h"

#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <memory>
#include <utility>

#include "exporter/core/clock.h"
#include "exporter/net/endpoint.h"

namespace reach {
namespace {

constexpr int kPackets = 3;
constexpr Duration kPause = std::chrono::milliseconds(200);
constexpr Duration kPatience = std::chrono::milliseconds(1500);

// The connect is started by hand: asio would wait for its end, and with it the source may be gone.
template <typename Socket, typename Protocol>
std::shared_ptr<Socket> Start(asio::io_context& io, const Address& address, std::uint16_t port,
                              MarkedSent& sent) {
  auto socket = std::make_shared<Socket>(io.get_executor());
  const typename Protocol::endpoint to = EndpointOf<Protocol>(address, port);
  asio::error_code error;
  socket->open(to.protocol(), error);
  if (!error) socket->native_non_blocking(true, error);
  if (error) return nullptr;
  const int result =
      ::connect(socket->native_handle(), to.data(), static_cast<socklen_t>(to.size()));
  if (result != 0 && errno != EINPROGRESS) return nullptr;
  const typename Protocol::endpoint from = socket->local_endpoint(error);
  if (error) return nullptr;
  sent.source = Plain(FromAsio(from.address()));
  sent.ports.push_back(from.port());
  return socket;
}

Task<void> Rest(asio::io_context& io, Duration time) {
  Timer timer(io.get_executor());
  timer.expires_after(time);
  co_await timer.async_wait(kTuple);
}

}  // namespace

Task<MarkedSent> SendMarked(asio::io_context& io, Transport transport, Address address,
                            std::uint16_t port, std::string mark) {
  MarkedSent sent;
  const std::string payload = std::string(kMarkPrefix) + mark;
  std::vector<std::shared_ptr<TcpSocket>> connects;  // open as long as a SYN may be sent again
  for (int i = 0; i < kPackets; ++i) {
    if (transport == Transport::kTcp) {
      auto socket = Start<TcpSocket, asio::ip::tcp>(io, address, port, sent);
      if (socket) connects.push_back(std::move(socket));
    } else {
      const auto socket = Start<UdpSocket, asio::ip::udp>(io, address, port, sent);
      asio::error_code ignored;
      if (socket) socket->send(asio::buffer(payload), 0, ignored);
    }
    co_await Rest(io, kPause);
  }
  if (!connects.empty()) co_await Rest(io, kPatience);
  for (const auto& socket : connects) {
    asio::error_code ignored;
    socket->set_option(asio::socket_base::linger(true, 0), ignored);
  }
  co_return sent;
}

}  // namespace reach
