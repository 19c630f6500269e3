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
  bool presented = false;  // the server has shown a certificate; else there is only the version
  // Why the certificate is not to be trusted. Of several faults the first in this order: untrusted,
  // other name, expired (X509_verify_cert(3) stops there).
  std::optional<Reason> fault;
  // Unix seconds, of all certificates that the server presented, its own and those above it: since
  // when they are valid together, and until when. None where a date cannot be read.
  std::optional<std::int64_t> valid_from;
  std::optional<std::int64_t> expiry;
  std::string version;  // "TLSv1.3"
  std::string cipher;   // as OpenSSL calls it
  std::string issuer;   // of the server's own certificate, as RFC 2253 writes names; untrusted
  std::string subject;  // its common name, or else its first DNS name; untrusted
};

TlsReport ReadTlsReport(const SSL* session);

}  // namespace reach
