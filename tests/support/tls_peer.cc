#include "tests/support/tls_peer.h"

#include <asio/read.hpp>
#include <asio/ssl.hpp>
#include <asio/write.hpp>
#include <list>
#include <utility>

#include "tests/support/loopback.h"
#include "tests/support/run_coroutine.h"

namespace reach::test {
namespace {

using Kind = TcpPeer::Step::Kind;

// Stops at the first step that fails; no error, but another text: bad_message.
template <typename Stream>
Task<asio::error_code> Play(Stream& stream, const TcpPeer::Script& script) {
  for (const TcpPeer::Step& step : script) {
    if (step.kind == Kind::kSend) {
      auto [ec, size] = co_await asio::async_write(stream, asio::buffer(step.text), kTuple);
      if (ec) co_return asio::error_code(ec);
    } else {
      std::string seen(step.text.size(), '\0');
      auto [ec, size] = co_await asio::async_read(stream, asio::buffer(seen), kTuple);
      if (ec) co_return asio::error_code(ec);
      if (seen != step.text) co_return std::make_error_code(std::errc::bad_message);
    }
  }
  co_return asio::error_code();
}

}  // namespace

struct TlsPeer::State {
  State(asio::io_context& io, const Identity& identity, TlsBehaviour to_play, Family family)
      : context(asio::ssl::context::tls_server),
        acceptor(io.get_executor(), EndpointOf<asio::ip::tcp>(Loopback(family), 0)),
        behaviour(std::move(to_play)) {
    context.use_certificate_chain(asio::buffer(identity.certificates));
    context.use_private_key(asio::buffer(identity.key), asio::ssl::context::pem);
    // A test may ask for versions and ciphers that are no longer allowed otherwise.
    SSL_CTX_set_security_level(context.native_handle(), 0);
    SSL_CTX_set_min_proto_version(context.native_handle(), behaviour.version);
    SSL_CTX_set_max_proto_version(context.native_handle(), behaviour.version);
    if (behaviour.client_ca.empty()) return;
    context.add_certificate_authority(asio::buffer(behaviour.client_ca));
    context.set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
  }

  static Task<void> Talk(std::shared_ptr<State> self, TcpSocket socket) {
    if (co_await Play(socket, self->behaviour.before)) co_return;
    asio::ssl::stream<TcpSocket> stream(std::move(socket), self->context);
    auto [ec] = co_await stream.async_handshake(asio::ssl::stream_base::server, kTuple);
    const char* sni = SSL_get_servername(stream.native_handle(), TLSEXT_NAMETYPE_host_name);
    self->last_sni = sni == nullptr ? "" : sni;
    self->last_end = ec;
    if (ec) co_return;
    self->last_end = co_await Play(stream, self->behaviour.inside);
    if (self->last_end) co_return;
    if (self->behaviour.close) {
      co_await stream.async_shutdown(kTuple);
      co_return;
    }
    std::string more(1, '\0');
    auto [end, size] = co_await stream.async_read_some(asio::buffer(more), kTuple);
    self->last_end = end;
  }

  static Task<void> Serve(std::shared_ptr<State> self) {
    while (true) {
      auto [ec, socket] = co_await self->acceptor.async_accept(kTuple);
      if (ec) co_return;
      Spawn(self->acceptor.get_executor(), Talk(self, std::move(socket)));
    }
  }

  asio::ssl::context context;
  TcpAcceptor acceptor;
  TlsBehaviour behaviour;
  asio::error_code last_end;
  std::string last_sni = "?";
};

TlsPeer::TlsPeer(asio::io_context& io, const Identity& identity, TlsBehaviour behaviour,
                 Family family)
    : state_(std::make_shared<State>(io, identity, std::move(behaviour), family)) {
  Spawn(io.get_executor(), State::Serve(state_));
}

TlsPeer::~TlsPeer() { state_->acceptor.close(); }

Destination TlsPeer::where() const {
  Destination where = DestinationOf(state_->acceptor);
  where.host = std::make_shared<const std::string>("localhost");
  return where;
}

const asio::error_code& TlsPeer::last_end() const { return state_->last_end; }

const std::string& TlsPeer::last_sni() const { return state_->last_sni; }

}  // namespace reach::test
