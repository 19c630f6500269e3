#include "exporter/net/tcp_connect.h"

#include <sys/socket.h>

#include <cerrno>

#include "exporter/net/endpoint.h"

namespace reach {
namespace {

bool IsSelf(const TcpSocket& socket, const asio::ip::tcp::endpoint& remote) {
  asio::error_code ec;
  return socket.local_endpoint(ec) == remote && !ec;
}

// The errno of a connect that failed at once; 0 while it is under way. Not async_connect: that asks
// the kernel twice more about what TCP_INFO is asked anyway.
int Begin(int fd, const asio::ip::tcp::endpoint& remote) {
  if (::connect(fd, remote.data(), static_cast<socklen_t>(remote.size())) == 0) return 0;
  return errno == EINPROGRESS ? 0 : errno;
}

}  // namespace

Task<Handshake> ConnectTcp(TcpSocket& socket, Address address, std::uint16_t port) {
  const auto remote = EndpointOf<asio::ip::tcp>(address, port);
  const int fd = socket.native_handle();
  Handshake result;
  result.error = Begin(fd, remote);
  result.facts.connecting = result.error == 0;
  // A reused socket can wake for an event of its former attempt: a completion is only a hint.
  while (!result.cancelled && result.error == 0 && result.facts.connecting) {
    auto [ec] = co_await socket.async_wait(TcpSocket::wait_write, kTuple);
    result.cancelled = ec == asio::error::operation_aborted;
    // Also at the deadline: the answer may have come while the timer was being handled.
    result.facts = ReadTcpFacts(fd);
    if (!result.facts.connected) result.error = TakeSocketError(fd);
  }
  if (!result.facts.connected) result.queued = DrainErrorQueue(fd);
  result.self_connect = result.facts.connected && IsSelf(socket, remote);
  co_return result;
}

}  // namespace reach
