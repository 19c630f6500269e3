// The HTTP server: listeners, their connections, and the orderly end of both.
// Thread: the loop of its io_context, every method. Owner: the app.
#pragma once

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/web/http_limits.h"
#include "exporter/web/message.h"
#include "exporter/web/session.h"

namespace reach::web {

class Server {
 public:
  Server(asio::io_context& io, Handler handler, const HttpLimits& limits, Report report);
  ~Server();  // as Stop()
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Listens on one address more, see ParseListenAddress; port 0 takes a free one. Returns what is
  // wrong as "cannot listen on :10836: Address already in use", nothing when all is well.
  std::optional<std::string> Listen(std::string_view address);

  // Asked for each connection; null: without TLS. Before Listen.
  void UseTls(std::function<TlsContext()> tls);

  // What is bound, in the order of the Listen calls.
  std::vector<asio::ip::tcp::endpoint> endpoints() const;

  std::size_t connections() const;

  // Closes the listeners and the idle connections at once. Requests under way are answered first,
  // within HttpLimits::stop for each read and write of theirs.
  void Stop();

 private:
  struct State;

  template <typename AnySession>
  static void Start(const std::shared_ptr<State>& state, std::shared_ptr<AnySession> session);
  static Task<void> Accept(std::shared_ptr<State> state, std::shared_ptr<TcpAcceptor> acceptor);

  std::shared_ptr<State> state_;  // shared with the coroutines, which may outlive the server
};

}  // namespace reach::web
