#include "exporter/net/tcp_channel.h"

#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include <asio/ssl/error.hpp>
#include <asio/write.hpp>

#include "exporter/core/address.h"

namespace reach {
namespace {

// The name goes into SNI and into the verification; an address only into the latter (RFC 6066 3).
// A common name counts for nothing, as in browsers (RFC 9525 6.3).
void AskFor(SSL* session, std::string host) {
  X509_VERIFY_PARAM* param = SSL_get0_param(session);
  if (const auto literal = Address::Parse(host)) {
    X509_VERIFY_PARAM_set1_ip(param, literal->bytes.data(), literal->is_v6() ? 16 : 4);
    return;
  }
  if (host.ends_with('.')) host.pop_back();
  SSL_set_tlsext_host_name(session, host.c_str());
  X509_VERIFY_PARAM_set_hostflags(
      param, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  X509_VERIFY_PARAM_set1_host(param, host.data(), host.size());
}

}  // namespace

Task<TcpChannel::Moved> TcpChannel::Read(std::span<char> into) {
  const auto buffer = asio::buffer(into.data(), into.size());
  if (tls_) {
    auto [error, size] = co_await tls_->async_read_some(buffer, kTuple);
    co_return Moved{error, size};
  }
  auto [error, size] = co_await socket_.async_receive(buffer, kTuple);
  co_return Moved{error, size};
}

Task<TcpChannel::Moved> TcpChannel::Write(std::string_view bytes) {
  const auto buffer = asio::buffer(bytes.data(), bytes.size());
  if (tls_) {
    auto [error, size] = co_await asio::async_write(*tls_, buffer, kTuple);
    co_return Moved{error, size};
  }
  auto [error, size] = co_await asio::async_write(socket_, buffer, kTuple);
  co_return Moved{error, size};
}

Task<asio::error_code> TcpChannel::StartTls(const TlsClient& client, std::string host) {
  PrepareTls(client, host);
  auto [error] = co_await tls_->async_handshake(asio::ssl::stream_base::client, kTuple);
  if (error != asio::error::operation_aborted) co_return error;
  asio::error_code left;
  tls_->handshake(asio::ssl::stream_base::client, left);  // as far as it goes without waiting
  if (left == asio::error::would_block) co_return asio::error_code(error);
  co_return left;
}

void TcpChannel::PrepareTls(const TlsClient& client, const std::string& host) {
  tls_.emplace(socket_, client.context());
  AskFor(tls_->native_handle(), client.server_name.empty() ? host : client.server_name);
}

bool TcpChannel::tls_begun() {
  const OSSL_HANDSHAKE_STATE state = SSL_get_state(tls_->native_handle());
  return state != TLS_ST_BEFORE && state != TLS_ST_CW_CLNT_HELLO;
}

TlsReport TcpChannel::report() { return ReadTlsReport(tls_->native_handle()); }

void TcpChannel::SayGoodbye() {
  if (!tls_ || SSL_is_init_finished(tls_->native_handle()) == 0) return;
  // async_shutdown() waits for the server's answer. Here the alert is caught and sent by hand.
  BIO* alert = BIO_new(BIO_s_mem());
  SSL_set0_wbio(tls_->native_handle(), alert);
  SSL_shutdown(tls_->native_handle());
  ERR_clear_error();
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(alert, &bytes);
  if (size <= 0) return;
  ::send(socket_.native_handle(), bytes, static_cast<std::size_t>(size),
         MSG_NOSIGNAL | MSG_DONTWAIT);
}

Reason ReasonOfEnd(const asio::error_code& error) {
  if (error == asio::error::eof || error == asio::ssl::error::stream_truncated) {
    return Reason::kClosedEarly;
  }
  const bool alert = error.category() == asio::error::get_ssl_category();
  return alert ? Reason::kTlsHandshakeFailed : Reason::kResetAfterOpen;
}

}  // namespace reach
