#include "exporter/config/web_config.h"

#include <algorithm>
#include <array>
#include <utility>

#include "exporter/config/document.h"
#include "exporter/config/http_origin.h"
#include "exporter/config/words.h"
#include "exporter/config/yaml.h"

namespace reach::config {
namespace {

constexpr std::array<std::string_view, 5> kHeaders = {
    "Content-Security-Policy", "Strict-Transport-Security", "X-Content-Type-Options",
    "X-Frame-Options", "X-XSS-Protection"};

constexpr std::array<std::pair<std::string_view, ClientCertificate>, 5> kClientTypes = {{
    {"NoClientCert", ClientCertificate::kNone},
    {"RequestClientCert", ClientCertificate::kRequest},
    {"RequireAnyClientCert", ClientCertificate::kRequireAny},
    {"VerifyClientCertIfGiven", ClientCertificate::kVerifyIfGiven},
    {"RequireAndVerifyClientCert", ClientCertificate::kRequireVerified},
}};

void ReadClients(Fields& tls, WebConfig& config) {
  const auto ca = tls.String("client_ca_file");
  if (ca && !ca->empty()) config.client_ca_file = Beside(config.file, *ca);
  const auto type = tls.OneOf("client_auth_type",
                              {kClientTypes[0].first, kClientTypes[1].first, kClientTypes[2].first,
                               kClientTypes[3].first, kClientTypes[4].first});
  for (const auto& [word, value] : kClientTypes) {
    if (type == word) config.client_certificate = value;
  }
  const bool verifies = config.client_certificate == ClientCertificate::kVerifyIfGiven ||
                        config.client_certificate == ClientCertificate::kRequireVerified;
  if (verifies && config.client_ca_file.empty()) {
    tls.Fault("client_auth_type", "verifying clients needs \"client_ca_file\"");
  } else if (!verifies && !config.client_ca_file.empty()) {
    tls.Fault("client_ca_file", "is not used unless \"client_auth_type\" verifies clients");
  }
}

void ReadTls(Fields& root, WebConfig& config) {
  auto tls = root.Map("tls_server_config");
  if (!tls || root.IsEmpty("tls_server_config")) return;
  const auto cert = tls->String("cert_file");
  const auto key = tls->String("key_file");
  if (!cert || cert->empty()) tls->Fault("\"cert_file\" is missing");
  if (!key || key->empty()) tls->Fault("\"key_file\" is missing");
  config.cert_file = Beside(config.file, cert.value_or(""));
  config.key_file = Beside(config.file, key.value_or(""));
  ReadClients(*tls, config);
  if (tls->OneOf("min_version", {"TLS12", "TLS13"}) == "TLS13") config.least_version = 0x0304;
  tls->OneOf("max_version", {"TLS13"});
}

void ReadUsers(Fields& root, WebConfig& config) {
  for (auto& [name, hash] : root.Pairs("basic_auth_users")) {
    const bool bcrypt = hash.value.size() == 60 &&
                        (hash.value.starts_with("$2a$") || hash.value.starts_with("$2b$") ||
                         hash.value.starts_with("$2y$"));
    if (!bcrypt) {
      root.Fault(hash.place, "basic_auth_users: " + Quoted(name) +
                                 " needs a bcrypt hash, as \"htpasswd -nB " + name + "\" makes");
    }
    config.users.emplace(name, std::move(hash.value));
  }
}

void ReadHttp(Fields& root, WebConfig& config) {
  auto http = root.Map("http_server_config");
  if (!http) return;
  http->Bool("http2");  // HTTP/1.1 is what we speak either way
  for (auto& [name, text] : http->Pairs("headers")) {
    if (std::find(kHeaders.begin(), kHeaders.end(), name) == kHeaders.end()) {
      http->Fault(text.place, "headers: " + Quoted(name) + " may not be set");
    }
    if (text.value.find_first_of("\r\n") != std::string::npos) {
      http->Fault(text.place, "headers: " + Quoted(name) + " has a line break");
    }
    config.headers.emplace_back(name, std::move(text.value));
  }
}

}  // namespace

WebConfig LoadWebConfig(const std::string& path) {
  std::vector<Fault> faults;
  WebConfig config;
  config.file = path;
  const std::string text = LoadText(path);
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) return config;  // asks for nothing
  // Hashes begin with a dollar sign: nothing is replaced in this file.
  Document document(path, ParseYaml(path, text), Variables::kKeep, faults);
  Fields root = document.Root();
  ReadTls(root, config);
  ReadUsers(root, config);
  ReadHttp(root, config);
  document.ReportLeftOvers();
  ThrowIfAny(std::move(faults));
  return config;
}

}  // namespace reach::config
