#include "exporter/net/tls_client.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace reach {
namespace {

// "" when the file can be read; OpenSSL's own words for this are not for people.
std::string Unreadable(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (stream && stream.peek() != std::ifstream::traits_type::eof()) return "";
  if (stream.is_open()) return "is empty or a directory";
  return std::string("cannot be read: ") + std::strerror(errno);
}

int NoPassphrase(char*, int, int, void*) { return -1; }

}  // namespace

TlsClient::TlsClient() : context_(asio::ssl::context::tls_client) {
  SSL_CTX* context = context_.native_handle();
  // A client without SSL_VERIFY_PEER verifies and goes on (SSL_CTX_set_verify(3)).
  SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nullptr);
  SSL_CTX_set_default_passwd_cb(context, NoPassphrase);
  SSL_CTX_set_default_verify_paths(context);
  // Any certificate of ca_file is trusted as such, not only the root of a chain.
  X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context), X509_V_FLAG_PARTIAL_CHAIN);
  LimitVersions(TLS1_2_VERSION, 0);
}

std::string TlsClient::TrustOnly(const std::string& ca_file) {
  if (std::string problem = Unreadable(ca_file); !problem.empty()) return problem;
  SSL_CTX* context = context_.native_handle();
  SSL_CTX_set_cert_store(context, X509_STORE_new());
  const bool good = SSL_CTX_load_verify_file(context, ca_file.c_str()) == 1;
  ERR_clear_error();
  return good ? "" : "holds no certificate in PEM form";
}

std::string TlsClient::UseCertificate(const std::string& file) {
  if (std::string problem = Unreadable(file); !problem.empty()) return problem;
  const bool good = SSL_CTX_use_certificate_chain_file(context_.native_handle(), file.c_str()) == 1;
  ERR_clear_error();
  return good ? "" : "holds no certificate in PEM form";
}

std::string TlsClient::UseKey(const std::string& file) {
  if (std::string problem = Unreadable(file); !problem.empty()) return problem;
  SSL_CTX* context = context_.native_handle();
  const bool good = SSL_CTX_use_PrivateKey_file(context, file.c_str(), SSL_FILETYPE_PEM) == 1;
  const unsigned long error = ERR_peek_last_error();
  ERR_clear_error();
  if (good) return "";
  if (ERR_GET_LIB(error) == ERR_LIB_X509) return "is not the key of the certificate";
  return "holds no private key in PEM form without a passphrase";
}

void TlsClient::LimitVersions(int least, int most) {
  SSL_CTX* context = context_.native_handle();
  SSL_CTX_set_min_proto_version(context, least);
  SSL_CTX_set_max_proto_version(context, most);
  if (least < TLS1_2_VERSION) SSL_CTX_set_security_level(context, 0);
}

}  // namespace reach
