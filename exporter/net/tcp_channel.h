// An open TCP connection that may go over to TLS at any moment.
// Thread: that of the socket. Owner: the attempt's coroutine.
#pragma once

#include <asio/ssl/stream.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "exporter/core/reason.h"
#include "exporter/net/task.h"
#include "exporter/net/tls_client.h"
#include "exporter/net/tls_report.h"

namespace reach {

class TcpChannel {
 public:
  struct Moved {
    asio::error_code error;
    std::size_t size = 0;  // bytes
  };

  // The socket is connected and non-blocking, and outlives the channel.
  explicit TcpChannel(TcpSocket& socket) : socket_(socket) {}

  Task<Moved> Read(std::span<char> into);     // what is there, at least one byte
  Task<Moved> Write(std::string_view bytes);  // all of them

  // A client's handshake. `host` is a name or an address: the certificate must be for it. When the
  // deadline comes, what lies in the socket is taken before the verdict; operation_aborted then
  // says that the server kept silent. Once for each channel.
  Task<asio::error_code> StartTls(const TlsClient& client, std::string host);

  // After StartTls, also when that failed. Whether the server's part of the handshake has begun:
  // then an end is no longer a mere hang-up.
  bool tls_begun();
  TlsReport report();

  // Tells the server that we are done (close_notify, RFC 8446 6.1), as far as that goes without
  // waiting. Nothing can be sent or received after it.
  void SayGoodbye();

 private:
  void PrepareTls(const TlsClient& client, const std::string& host);

  TcpSocket& socket_;
  std::optional<asio::ssl::stream<TcpSocket&>> tls_;
};

// How the far end has ended a connection that was open.
Reason ReasonOfEnd(const asio::error_code& error);

}  // namespace reach
