#include "exporter/net/tcp_connect.h"

#include "exporter/net/endpoint.h"

namespace reach {
namespace {

bool IsSelf(const TcpSocket& socket) {
  asio::error_code no_local, no_remote;
  const auto local = socket.local_endpoint(no_local);
  const auto remote = socket.remote_endpoint(no_remote);
  return !no_local && !no_remote && local == remote;
}

}  // namespace

Task<Handshake> ConnectTcp(TcpSocket& socket, Address address, std::uint16_t port) {
  Handshake result;
  const int fd = socket.native_handle();
  auto [ec] = co_await socket.async_connect(EndpointOf<asio::ip::tcp>(address, port), kTuple);
  result.cancelled = ec == asio::error::operation_aborted;
  // Also at the deadline: the answer may have come while the timer was being handled.
  result.error = result.cancelled ? TakeSocketError(fd) : ec.value();
  result.facts = ReadTcpFacts(fd);
  // A reused socket can wake for an event of its former attempt: a completion is only a hint.
  while (!result.cancelled && result.error == 0 && result.facts.connecting) {
    auto [wait_ec] = co_await socket.async_wait(TcpSocket::wait_write, kTuple);
    result.cancelled = wait_ec == asio::error::operation_aborted;
    result.error = TakeSocketError(fd);
    result.facts = ReadTcpFacts(fd);
  }
  result.queued = DrainErrorQueue(fd);
  result.self_connect = result.facts.connected && IsSelf(socket);
  co_return result;
}

}  // namespace reach
