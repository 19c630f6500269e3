#include "exporter/probes/tls_config.h"

#include <openssl/ssl.h>

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace reach {
namespace {

constexpr std::array<std::pair<std::string_view, int>, 4> kVersions = {{{"TLS10", TLS1_VERSION},
                                                                        {"TLS11", TLS1_1_VERSION},
                                                                        {"TLS12", TLS1_2_VERSION},
                                                                        {"TLS13", TLS1_3_VERSION}}};

std::optional<int> ReadVersion(config::Fields& fields, std::string_view key) {
  const auto word = fields.OneOf(key, {"TLS10", "TLS11", "TLS12", "TLS13"});
  for (const auto& [name, version] : kVersions) {
    if (word == name) return version;
  }
  return std::nullopt;
}

void ReadVersions(config::Fields& fields, TlsClient& client) {
  const int least = ReadVersion(fields, "min_version").value_or(TLS1_2_VERSION);
  const int most = ReadVersion(fields, "max_version").value_or(0);
  if (most != 0 && most < least) {
    fields.Fault("max_version", "below min_version, which is TLS12 if left out");
  }
  client.LimitVersions(least, most);
}

// Lets the client use the file under `key`, if there is one.
void ReadFile(config::Fields& fields, std::string_view key, TlsClient& client,
              std::string (TlsClient::*use)(const std::string&)) {
  const auto text = fields.String(key);
  if (!text) return;
  const auto folder = std::filesystem::path(fields.Where(key).file).parent_path();
  const std::string file = (folder / *text).string();
  const std::string problem = (client.*use)(file);
  if (!problem.empty()) fields.Fault(key, file + " " + problem);
}

}  // namespace

std::shared_ptr<const TlsClient> ReadTlsConfig(config::Fields& fields, bool needed) {
  auto section = fields.Map("tls_config");
  if (!section && !needed) return nullptr;
  auto client = std::make_shared<TlsClient>();
  if (!section) return client;
  ReadFile(*section, "ca_file", *client, &TlsClient::TrustOnly);
  ReadFile(*section, "cert_file", *client, &TlsClient::UseCertificate);
  ReadFile(*section, "key_file", *client, &TlsClient::UseKey);
  if (section->Has("cert_file") != section->Has("key_file")) {
    section->Fault("cert_file and key_file go together");
  }
  client->server_name = section->String("server_name").value_or("");
  client->skip_verify = section->Bool("insecure_skip_verify").value_or(false);
  ReadVersions(*section, *client);
  return client;
}

}  // namespace reach
