#include "tests/support/tcp_peer.h"

#include <asio/write.hpp>
#include <list>
#include <utility>

#include "exporter/net/endpoint.h"
#include "tests/support/loopback.h"
#include "tests/support/run_coroutine.h"

namespace reach::test {
namespace {

Task<bool> Await(TcpSocket& socket, const std::string& wanted) {
  std::string buffer(wanted.size(), '\0');
  std::string seen;
  while (seen.size() < wanted.size()) {
    auto [ec, size] = co_await socket.async_receive(
        asio::buffer(buffer.data(), wanted.size() - seen.size()), kTuple);
    if (ec) co_return false;
    seen.append(buffer, 0, size);
  }
  co_return seen == wanted;
}

Task<void> Sleep(std::chrono::milliseconds pause) {
  Timer timer(co_await asio::this_coro::executor, pause);
  co_await timer.async_wait(kTuple);
}

// False: the connection is over.
Task<bool> Play(TcpSocket& socket, TcpPeer::Step step) {
  using Kind = TcpPeer::Step::Kind;
  if (step.kind == Kind::kSend) {
    auto [ec, size] = co_await asio::async_write(socket, asio::buffer(step.text), kTuple);
    co_return !ec;
  }
  if (step.kind == Kind::kExpect) co_return co_await Await(socket, step.text);
  if (step.kind == Kind::kReset) socket.set_option(asio::socket_base::linger(true, 0));
  if (step.kind != Kind::kPause) co_return false;
  co_await Sleep(step.pause);
  co_return true;
}

}  // namespace

struct TcpPeer::State {
  State(asio::io_context& io, Script to_play, Family family)
      : acceptor(io.get_executor(), EndpointOf<asio::ip::tcp>(Loopback(family), 0)),
        where(DestinationOf(acceptor)),
        script(std::move(to_play)) {}

  static Task<void> Talk(std::shared_ptr<State> self, TcpSocket& socket) {
    socket.set_option(asio::ip::tcp::no_delay(true));
    for (const Step& step : self->script) {
      if (!co_await Play(socket, step)) {
        asio::error_code already_closed;
        socket.close(already_closed);
        co_return;
      }
    }
  }

  static Task<void> Serve(std::shared_ptr<State> self) {
    while (true) {
      auto [ec, socket] = co_await self->acceptor.async_accept(kTuple);
      if (ec) co_return;
      self->connections.push_back(std::move(socket));
      ++self->accepted;
      Spawn(self->acceptor.get_executor(), Talk(self, self->connections.back()));
    }
  }

  TcpAcceptor acceptor;
  Destination where;
  Script script;
  std::list<TcpSocket> connections;  // held open after the script
  std::size_t accepted = 0;
};

TcpPeer::Script TcpPeer::Segments(const std::vector<std::string>& texts) {
  Script script;
  for (const std::string& text : texts) {
    script.push_back(Send(text));
    script.push_back(Pause(std::chrono::milliseconds(5)));
  }
  return script;
}

TcpPeer::TcpPeer(asio::io_context& io, Script script, Family family)
    : state_(std::make_shared<State>(io, std::move(script), family)) {
  Spawn(io.get_executor(), State::Serve(state_));
}

TcpPeer::~TcpPeer() {
  state_->acceptor.close();
  asio::error_code already_closed;
  for (TcpSocket& socket : state_->connections) socket.close(already_closed);
}

Destination TcpPeer::where() const { return state_->where; }

std::size_t TcpPeer::accepted() const { return state_->accepted; }

}  // namespace reach::test
