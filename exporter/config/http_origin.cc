#include "exporter/config/http_origin.h"

#include <algorithm>
#include <filesystem>

#include "exporter/config/fields.h"
#include "exporter/config/words.h"

namespace reach::config {
namespace {

// Visible ASCII and spaces: anything else could end the header and begin another (RFC 9110 5.5).
bool IsHeaderText(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7f; });
}

// RFC 9110 5.6.2.
bool IsToken(std::string_view text) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

// The values may be secrets: no message quotes one.
std::string ReadSecret(Fields& fields, std::string_view key) {
  std::string text = fields.String(key).value_or("");
  if (!IsHeaderText(text)) fields.Fault(key, Quoted(key) + " must be one line of ASCII text");
  return text;
}

std::string ReadPath(Fields& fields, std::string_view key, const std::string& file) {
  const std::string path = fields.String(key).value_or("");
  return path.empty() ? path : Beside(file, path);
}

void ReadUrl(Fields& http, HttpOrigin& origin) {
  origin.url = http.String("url").value_or("");
  if (!http.Has("url")) return http.Fault("\"url\" is missing");
  const std::size_t scheme = origin.url.find("://");
  const std::string_view rest =
      scheme == std::string::npos ? "" : std::string_view(origin.url).substr(scheme + 3);
  const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
  if (!origin.url.starts_with("http://") && !origin.url.starts_with("https://")) {
    http.Fault("url", "\"url\" must begin with http:// or https://");
  } else if (host.find('@') != std::string_view::npos) {
    http.Fault("url", "\"url\" holds a user; write it under \"basic_auth\"");
  } else if (host.empty() || !IsHeaderText(origin.url) ||
             origin.url.find(' ') != std::string::npos) {
    http.Fault("url", "\"url\" is not a URL");
  }
}

void ReadHeaders(Fields& http, HttpOrigin& origin) {
  for (auto& [name, value] : http.Pairs("headers")) {
    if (!IsToken(name)) http.Fault(value.place, Quoted(name) + " is not the name of a header");
    if (!IsHeaderText(value.value)) {
      http.Fault(value.place, Quoted(name) + " must be one line of ASCII text");
    }
    origin.headers.emplace_back(name, value.value);
  }
}

void ReadAuthorization(Fields& http, HttpOrigin& origin, const std::string& file) {
  auto fields = http.Map("authorization");
  if (!fields) return;
  origin.authorization = fields->String("type").value_or("Bearer");
  if (!IsToken(origin.authorization)) fields->Fault("type", "\"type\" must be one word");
  origin.credentials = ReadSecret(*fields, "credentials");
  origin.credentials_file = ReadPath(*fields, "credentials_file", file);
  if (origin.credentials.empty() == origin.credentials_file.empty()) {
    fields->Fault("needs either \"credentials\" or \"credentials_file\"");
  }
}

void ReadBasicAuth(Fields& http, HttpOrigin& origin, const std::string& file) {
  auto fields = http.Map("basic_auth");
  if (!fields) return;
  origin.username = ReadSecret(*fields, "username");
  origin.password = fields->String("password").value_or("");
  origin.password_file = ReadPath(*fields, "password_file", file);
  if (origin.username.empty()) fields->Fault("\"username\" is missing");
  if (origin.username.find(':') != std::string::npos) {
    fields->Fault("username", "\"username\" must not hold a colon");  // RFC 7617 2
  }
  if (!origin.password.empty() && !origin.password_file.empty()) {
    fields->Fault("has both \"password\" and \"password_file\"");
  }
  if (http.Has("authorization")) {
    fields->Fault("\"authorization\" and \"basic_auth\" exclude each other");
  }
}

// 32 bytes in base64 (RFC 4648 4), as curl and HPKP (RFC 7469 2.4) write a pin.
bool IsPin(std::string_view text) {
  return text.size() == 44 && text.ends_with('=') &&
         std::all_of(text.begin(), text.end() - 1, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '+' || c == '/';
         });
}

void ReadPin(Fields& tls, HttpOrigin& origin) {
  origin.pinned_sha256 = tls.String("pinned_sha256").value_or("");
  if (origin.pinned_sha256.empty()) return;
  if (!IsPin(origin.pinned_sha256)) {
    tls.Fault("pinned_sha256", "must be the SHA-256 of a public key in base64, 44 characters");
  } else if (!origin.url.starts_with("https://")) {
    tls.Fault("pinned_sha256", "a pin needs an https:// URL");
  }
}

void ReadTls(Fields& http, HttpOrigin& origin, const std::string& file) {
  auto fields = http.Map("tls_config");
  if (!fields) return;
  origin.ca_file = ReadPath(*fields, "ca_file", file);
  origin.cert_file = ReadPath(*fields, "cert_file", file);
  origin.key_file = ReadPath(*fields, "key_file", file);
  origin.server_name = fields->String("server_name").value_or("");
  origin.insecure_skip_verify = fields->Bool("insecure_skip_verify").value_or(false);
  ReadPin(*fields, origin);
  if (origin.cert_file.empty() != origin.key_file.empty()) {
    fields->Fault("\"cert_file\" and \"key_file\" belong together");
  }
}

}  // namespace

std::string Beside(const std::string& file, const std::string& path) {
  return (std::filesystem::path(file).parent_path() / path).string();
}

HttpOrigin ReadHttpOrigin(Fields& http, const std::string& file) {
  HttpOrigin origin;
  ReadUrl(http, origin);
  ReadHeaders(http, origin);
  ReadAuthorization(http, origin, file);
  ReadBasicAuth(http, origin, file);
  ReadTls(http, origin, file);
  return origin;
}

}  // namespace reach::config
