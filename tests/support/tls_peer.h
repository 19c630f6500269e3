// A TLS server on loopback that plays a script on each connection, before TLS and inside it.
// Thread: that of the io_context. Owner: the test.
#pragma once

#include <memory>
#include <string>

#include "tests/support/certificates.h"
#include "tests/support/tcp_peer.h"

namespace reach::test {

struct TlsBehaviour {
  TcpPeer::Script before = {};  // steps Send and Expect; TLS begins after them
  TcpPeer::Script inside = {};  // the same; then the connection stays open and silent
  int version = 0;              // the only one that is spoken, as OpenSSL numbers it; 0: any
  std::string client_ca = "";   // PEM: a client must have a certificate of this authority
  bool close = false;           // after the script, with a close_notify
};

class TlsPeer {
 public:
  TlsPeer(asio::io_context& io, const Identity& identity, TlsBehaviour behaviour = {},
          Family family = Family::kIp4);
  ~TlsPeer();
  Destination where() const;  // its host is "localhost"
  // How the last connection ended: an end of file means that the client has said goodbye.
  const asio::error_code& last_end() const;
  const std::string& last_sni() const;  // "" for none, "?" before the first handshake

 private:
  struct State;
  std::shared_ptr<State> state_;  // the serving coroutines hold it too
};

}  // namespace reach::test
