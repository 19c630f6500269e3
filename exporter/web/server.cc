#include "exporter/web/server.h"

#include <asio/co_spawn.hpp>
#include <asio/ip/v6_only.hpp>
#include <exception>
#include <unordered_set>

#include "exporter/web/listen_address.h"

namespace reach::web {
namespace {

using asio::ip::tcp;

constexpr std::string_view kBusy =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

using Acceptors = std::vector<std::shared_ptr<TcpAcceptor>>;
using Connections = std::unordered_set<std::shared_ptr<Connection>>;

std::error_code Open(TcpAcceptor& acceptor, const ListenEndpoint& where) {
  std::error_code error;
  const tcp::endpoint& endpoint = where.endpoint;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error && endpoint.protocol() == tcp::v6()) {
    acceptor.set_option(asio::ip::v6_only(!where.dual_stack), error);
  }
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  return error;
}

// What this host cannot have, as opposed to what somebody else has taken.
bool IsMissingFamily(const std::error_code& error) {
  return error == asio::error::address_family_not_supported ||
         error == std::errc::address_not_available;
}

std::error_code Add(asio::io_context& io, const ListenEndpoint& where, Acceptors& acceptors) {
  auto acceptor = std::make_shared<TcpAcceptor>(io.get_executor());
  const std::error_code error = Open(*acceptor, where);
  if (!error) {
    acceptors.push_back(std::move(acceptor));
  } else if (where.dual_stack && IsMissingFamily(error)) {  // a host without IPv6
    ListenEndpoint only4;
    only4.endpoint = {tcp::v4(), where.endpoint.port()};
    return Add(io, only4, acceptors);
  }
  return error;
}

// All of the endpoints, or the error and none of them.
std::error_code AddAll(asio::io_context& io, const std::vector<ListenEndpoint>& endpoints,
                       Acceptors& acceptors) {
  std::error_code missing;
  for (const ListenEndpoint& where : endpoints) {
    const std::error_code error = Add(io, where, acceptors);
    if (error && !(where.optional && IsMissingFamily(error))) return error;
    if (error) missing = error;
  }
  return acceptors.empty() ? missing : std::error_code();
}

}  // namespace

struct Server::State {
  State(asio::io_context& loop, std::shared_ptr<const Service> shared)
      : io(loop), service(std::move(shared)) {}

  asio::io_context& io;
  std::shared_ptr<const Service> service;
  std::function<TlsContext()> tls;
  Acceptors acceptors;
  Connections connections;
};

namespace {

void Complain(const Report& report, const std::exception_ptr& error) {
  if (!error) return;
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& problem) {
    report(std::string("web: ") + problem.what());
  }
}

// Ends the connection that has been idle for longest, so that those who keep one open and say
// nothing lock nobody out. False when each has a request under way.
bool MakeRoom(const Connections& connections) {
  Connection* oldest = nullptr;
  TimePoint since = TimePoint::max();
  for (const auto& connection : connections) {
    const auto idle = connection->idle_since();
    if (!idle || *idle >= since) continue;
    oldest = connection.get();
    since = *idle;
  }
  if (oldest == nullptr) return false;
  oldest->Stop();
  return true;
}

// Says no without a session, so that those who are over the limit cost nothing that lasts.
void TurnAway(TcpSocket& socket) {
  std::error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(kBusy.data(), kBusy.size()), ignored);
}

}  // namespace

Server::Server(asio::io_context& io, Handler handler, const HttpLimits& limits, Report report)
    : state_(std::make_shared<State>(io, std::make_shared<const Service>(Service{
                                             std::move(handler), limits, std::move(report)}))) {}

Server::~Server() { Stop(); }

std::optional<std::string> Server::Listen(std::string_view address) {
  const std::string prefix = "cannot listen on " + std::string(address) + ": ";
  const auto wanted = ParseListenAddress(address);
  if (!wanted) {
    return prefix + "want :PORT, localhost:PORT, ADDRESS:PORT or [ADDRESS]:PORT";
  }
  Acceptors added;
  if (const auto error = AddAll(state_->io, *wanted, added)) return prefix + error.message();
  for (const auto& acceptor : added) {
    state_->acceptors.push_back(acceptor);
    asio::co_spawn(state_->io, Accept(state_, acceptor),
                   [state = state_](const std::exception_ptr& error) {
                     Complain(state->service->report, error);
                   });
  }
  return std::nullopt;
}

void Server::UseTls(std::function<TlsContext()> tls) { state_->tls = std::move(tls); }

template <typename AnySession>
void Server::Start(const std::shared_ptr<State>& state, std::shared_ptr<AnySession> session) {
  state->connections.insert(session);
  asio::co_spawn(state->io, session->Run(), [state, session](const std::exception_ptr& problem) {
    state->connections.erase(session);
    Complain(state->service->report, problem);
  });
}

Task<void> Server::Accept(std::shared_ptr<State> state, std::shared_ptr<TcpAcceptor> acceptor) {
  constexpr auto kPause = std::chrono::milliseconds(100);
  Timer pause(state->io.get_executor());
  while (acceptor->is_open()) {
    TcpSocket socket(state->io.get_executor());
    const auto [error] = co_await acceptor->async_accept(socket, kTuple);
    if (!acceptor->is_open()) co_return;
    if (error) {  // no descriptors: the connection stays in the backlog, and we would spin
      pause.expires_after(kPause);
      co_await pause.async_wait(kTuple);
      continue;
    }
    if (state->connections.size() >= state->service->limits.connections &&
        !MakeRoom(state->connections)) {
      TurnAway(socket);
      continue;
    }
    std::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    const TlsContext tls = state->tls ? state->tls() : nullptr;
    if (tls) {
      using Stream = asio::ssl::stream<TcpSocket>;
      Start(state,
            std::make_shared<Session<Stream>>(Stream(std::move(socket), *tls), state->service));
    } else {
      Start(state, std::make_shared<Session<TcpSocket>>(std::move(socket), state->service));
    }
  }
}

std::vector<tcp::endpoint> Server::endpoints() const {
  std::vector<tcp::endpoint> result;
  for (const auto& acceptor : state_->acceptors) {
    std::error_code ignored;
    result.push_back(acceptor->local_endpoint(ignored));
  }
  return result;
}

std::size_t Server::connections() const { return state_->connections.size(); }

void Server::Stop() {
  std::error_code ignored;
  for (const auto& acceptor : state_->acceptors) acceptor->close(ignored);
  state_->acceptors.clear();
  for (const auto& connection : state_->connections) connection->Stop();
}

}  // namespace reach::web
