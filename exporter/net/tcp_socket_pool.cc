#include "exporter/net/tcp_socket_pool.h"

#include <sys/socket.h>

#include "exporter/net/error_queue.h"

namespace reach {

TcpSocket TcpSocketPool::Take(Family family, int& error) {
  auto& idle = Idle(family);
  if (idle.empty()) return Open(family, error);
  CountAttempt(Clock::now());
  error = 0;
  TcpSocket socket = std::move(idle.back());
  idle.pop_back();
  return socket;
}

TcpSocket TcpSocketPool::Open(Family family, int& error) {
  CountAttempt(Clock::now());
  error = 0;
  TcpSocket socket(io_);
  asio::error_code ec;
  const asio::ip::tcp protocol = family == Family::kIp6 ? asio::ip::tcp::v6() : asio::ip::tcp::v4();
  socket.open(protocol, ec);
  auto& others = Idle(family == Family::kIp6 ? Family::kIp4 : Family::kIp6);
  if (ec == std::errc::too_many_files_open && !others.empty()) {
    others.pop_back();  // nobody uses that one
    socket.open(protocol, ec);
  }
  if (!ec) socket.non_blocking(true, ec);
  if (ec) {
    error = ec.value();
    return socket;
  }
  EnableErrorQueue(socket.native_handle(), family);
  return socket;
}

void TcpSocketPool::Recycle(TcpSocket socket, Family family) {
  if (Idle(family).size() >= kMaxIdle) return;
  sockaddr none{};
  none.sa_family = AF_UNSPEC;
  if (::connect(socket.native_handle(), &none, sizeof none) != 0) return;
  // After AF_UNSPEC all that is in the queue belongs to the attempt that has just ended.
  DrainErrorQueue(socket.native_handle());
  Idle(family).push_back(std::move(socket));
}

void TcpSocketPool::CountAttempt(TimePoint now) {
  if (now - second_ >= std::chrono::seconds(1)) {
    rate_ = now - second_ >= std::chrono::seconds(2) ? 0 : count_;
    count_ = 0;
    second_ = now;
  }
  ++count_;
}

}  // namespace reach
