#include "exporter/web/tls_server.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <array>
#include <fstream>

namespace reach::web {
namespace {

using config::ClientCertificate;

int NoPassphrase(char*, int, int, void*) { return -1; }

// A certificate that nobody judges must not look verified afterwards.
int AcceptUnjudged(X509_STORE_CTX* store, void*) {
  X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
  return 1;
}

std::string Wrong(const std::string& file, const char* problem) {
  ERR_clear_error();
  std::ifstream stream(file, std::ios::binary);
  if (!stream || stream.peek() == std::ifstream::traits_type::eof()) problem = "cannot be read";
  return file + ": " + problem;
}

std::string UseCertificate(SSL_CTX* context, const config::WebConfig& config) {
  if (SSL_CTX_use_certificate_chain_file(context, config.cert_file.c_str()) != 1) {
    return Wrong(config.cert_file, "holds no certificate in PEM form");
  }
  if (SSL_CTX_use_PrivateKey_file(context, config.key_file.c_str(), SSL_FILETYPE_PEM) != 1) {
    const bool other = ERR_GET_LIB(ERR_peek_last_error()) == ERR_LIB_X509;
    return Wrong(config.key_file, other ? "is not the key of the certificate"
                                        : "holds no private key in PEM form without a passphrase");
  }
  return "";
}

std::string UseClients(SSL_CTX* context, const config::WebConfig& config) {
  const ClientCertificate wanted = config.client_certificate;
  if (wanted == ClientCertificate::kNone) return "";
  const bool needed =
      wanted == ClientCertificate::kRequireAny || wanted == ClientCertificate::kRequireVerified;
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | (needed ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0),
                     nullptr);
  if (config.client_ca_file.empty()) {
    SSL_CTX_set_cert_verify_callback(context, AcceptUnjudged, nullptr);
    return "";
  }
  STACK_OF(X509_NAME)* const names = SSL_load_client_CA_file(config.client_ca_file.c_str());
  if (names == nullptr || SSL_CTX_load_verify_file(context, config.client_ca_file.c_str()) != 1) {
    return Wrong(config.client_ca_file, "holds no certificate in PEM form");
  }
  SSL_CTX_set_client_CA_list(context, names);  // takes the names
  return "";
}

}  // namespace

TlsContext MakeTlsContext(const config::WebConfig& config, std::string& problem) {
  auto made = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
  SSL_CTX* const context = made->native_handle();
  SSL_CTX_set_default_passwd_cb(context, NoPassphrase);
  SSL_CTX_set_min_proto_version(context, config.least_version);
  // Tickets would bring back a client without its certificate being judged again.
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  problem = UseCertificate(context, config);
  if (problem.empty()) problem = UseClients(context, config);
  return problem.empty() ? made : nullptr;
}

std::string VerifiedClient(SSL* connection) {
  X509* const certificate = SSL_get0_peer_certificate(connection);
  if (certificate == nullptr || SSL_get_verify_result(connection) != X509_V_OK) return "";
  std::array<char, 129> name{};
  const int size = X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName,
                                             name.data(), static_cast<int>(name.size()));
  return size > 0 ? name.data() : "certificate";
}

}  // namespace reach::web
