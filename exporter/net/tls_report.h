// What a TLS handshake has told, also one that failed: versions, certificate, and what is wrong.
// Thread: values. Owner: whoever holds one.
#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <optional>
#include <string>

#include "exporter/core/reason.h"

namespace reach {

struct TlsReport {
  // Why the certificate is not to be trusted. Of several faults the first in this order: untrusted,
  // other name, expired (X509_verify_cert(3) stops there).
  std::optional<Reason> fault;
  // Unix seconds: when the first of the presented certificates expires, the server's own or another
  // one. None when the server presented none.
  std::optional<std::int64_t> expiry;
  std::string version;  // "TLSv1.3"
  std::string cipher;   // as OpenSSL calls it
  std::string issuer;   // of the server's own certificate, as RFC 2253 writes names; untrusted
  std::string subject;  // its common name, or else its first DNS name; untrusted
};

TlsReport ReadTlsReport(const SSL* session);

}  // namespace reach
