// TCP sockets that are used again: opening, registering and closing one costs half of an attempt.
// connect(AF_UNSPEC) disconnects a socket and makes it new (tcp(7), kernel tcp_disconnect()).
// Thread: one, that of the shard. Owner: the shard.
#pragma once

#include <vector>

#include "exporter/core/clock.h"
#include "exporter/core/kinds.h"
#include "exporter/net/task.h"

namespace reach {

class TcpSocketPool {
 public:
  explicit TcpSocketPool(asio::io_context& io) : io_(io) {}

  // A fresh or a reset socket: non-blocking, error queue on. On failure the errno is in `error`.
  TcpSocket Take(Family family, int& error);

  // A fresh one in any case, for what must not be used again: an origin stays with its socket.
  TcpSocket Open(Family family, int& error);

  // Disconnects by RST if connected, empties the error queue and keeps the socket for later. Only
  // after every operation on it has completed.
  void Recycle(TcpSocket socket, Family family);

  // How a connection should end when the module does not say: politely (FIN) as long as attempts
  // are rare, because servers log a reset; by reset above 200 attempts a second, where TIME_WAIT
  // would eat the local ports.
  bool Polite() const { return rate_ <= kPoliteRate; }

  std::size_t idle() const { return idle4_.size() + idle6_.size(); }

 private:
  static constexpr double kPoliteRate = 200;    // attempts per second
  static constexpr std::size_t kMaxIdle = 512;  // per family; more are closed

  std::vector<TcpSocket>& Idle(Family family) { return family == Family::kIp6 ? idle6_ : idle4_; }
  void CountAttempt(TimePoint now);

  asio::io_context& io_;
  std::vector<TcpSocket> idle4_;
  std::vector<TcpSocket> idle6_;
  double rate_ = 0;  // attempts in the last full second
  double count_ = 0;
  TimePoint second_{};
};

}  // namespace reach
