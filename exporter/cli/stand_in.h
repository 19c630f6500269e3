// Holds the ports of a game that is off, and answers there like it would: TCP accepts, a UDP
// datagram comes back, an A2S query gets an empty server.
// Thread: that of its io_context. Owner: the command.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "exporter/core/address.h"
#include "exporter/core/check.h"
#include "exporter/net/task.h"
#include "exporter/protocols/a2s.h"

namespace reach::cli {

class StandIn {
 public:
  // Somebody has come: once for each port and address.
  using Heard = std::function<void(const Check& port, const Address& from)>;

  StandIn(asio::io_context& io, Heard heard);
  ~StandIn();

  // Both families where the host has both. What is wrong in words, "" when the port is held: it is
  // taken when the game still runs.
  std::string Hold(const Check& check);

  std::size_t held() const { return held_; }

 private:
  struct State;

  static Task<void> Accept(std::shared_ptr<State> state, std::shared_ptr<TcpAcceptor> acceptor,
                           Check check);
  static Task<void> Echo(std::shared_ptr<State> state, std::shared_ptr<UdpSocket> socket,
                         Check check);

  std::shared_ptr<State> state_;  // shared with the coroutines, which may outlive this
  std::size_t held_ = 0;
};

}  // namespace reach::cli
