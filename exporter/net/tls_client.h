// How we are a TLS client: whom we trust, who we are, which versions we speak. Wraps SSL_CTX.
// Thread: built on one; then immutable, and OpenSSL lets many threads make sessions of it.
// Owner: the module's options, shared.
#pragma once

#include <asio/ssl/context.hpp>
#include <string>

namespace reach {

class TlsClient {
 public:
  // The system's authorities, no certificate of our own, TLS 1.2 and later. Server certificates are
  // verified, but a bad one does not end the handshake: TlsReport tells.
  TlsClient();

  // Files in PEM, read now. Each returns what is wrong with it, "" when nothing is.
  std::string TrustOnly(const std::string& ca_file);
  std::string UseCertificate(const std::string& file);  // with the rest of its chain
  std::string UseKey(const std::string& file);          // after UseCertificate; without passphrase

  // TLS1_VERSION to TLS1_3_VERSION of OpenSSL; 0: no limit. Below TLS 1.2 old ciphers and short
  // keys are allowed too, or no such server could be asked.
  void LimitVersions(int least, int most);

  // Instead of the check's host, for SNI and for the verification; "": the host.
  std::string server_name;
  bool skip_verify = false;  // facts are kept, nothing is judged

  // OpenSSL counts the references to it, which is all that a session changes in it.
  asio::ssl::context& context() const { return context_; }

 private:
  mutable asio::ssl::context context_;
};

}  // namespace reach
