// The file of `--web.config.file`: TLS and users of the web side, in the format of Prometheus'
// exporter-toolkit (docs/web-configuration.md there).
// Thread: immutable after loading. Owner: the web side.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace reach::config {

enum class ClientCertificate : std::uint8_t {
  kNone,             // "NoClientCert"
  kRequest,          // "RequestClientCert": asked for, not needed, not verified
  kRequireAny,       // "RequireAnyClientCert": needed, not verified
  kVerifyIfGiven,    // "VerifyClientCertIfGiven"
  kRequireVerified,  // "RequireAndVerifyClientCert"
};

struct WebConfig {
  std::string file;       // "": none, all below is empty
  std::string cert_file;  // PEM; "": no TLS
  std::string key_file;
  std::string client_ca_file;
  ClientCertificate client_certificate = ClientCertificate::kNone;
  int least_version = 0x0303;                                // of TLS, as in the protocol: 1.2
  std::map<std::string, std::string> users;                  // name to bcrypt hash
  std::vector<std::pair<std::string, std::string>> headers;  // added to every response

  bool tls() const { return !cert_file.empty(); }
};

// Throws Faults. Relative paths are relative to the file, which must exist.
WebConfig LoadWebConfig(const std::string& path);

}  // namespace reach::config
