#include "exporter/web/gate.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cctype>
#include <utility>

namespace reach::web {
namespace {

constexpr std::string_view kScheme = "basic ";
constexpr std::size_t kLongest = 4096;

// RFC 4648 4, padding needed.
std::optional<std::string> FromBase64(std::string_view coded) {
  if (coded.empty() || coded.size() % 4 != 0) return std::nullopt;
  std::string text(coded.size() / 4 * 3, '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                   reinterpret_cast<const unsigned char*>(coded.data()),
                                   static_cast<int>(coded.size()));
  if (size < 0) return std::nullopt;
  // OpenSSL counts the padding as bytes.
  text.resize(static_cast<std::size_t>(size) - (coded.ends_with("==") ? 2 : coded.ends_with('=')));
  return text;
}

// What other exporters ask for.
bool TakesTokens(std::string_view path) {
  return path == "/api/v1/probe" || path == "/api/v1/arrival";
}

Response Challenge(std::string_view sentence, const std::string& scheme) {
  Response response = TextResponse(401, sentence);
  response.headers.emplace_back("WWW-Authenticate", scheme + " realm=\"reach_exporter\"");
  return response;
}

}  // namespace

std::optional<Credentials> ParseBasic(std::string_view authorization) {
  if (authorization.size() < kScheme.size() || authorization.size() > kLongest) return std::nullopt;
  const bool basic =
      std::equal(kScheme.begin(), kScheme.end(), authorization.begin(),
                 [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); });
  if (!basic) return std::nullopt;
  const std::optional<std::string> text = FromBase64(authorization.substr(kScheme.size()));
  if (!text) return std::nullopt;
  const std::size_t colon = text->find(':');
  if (colon == std::string::npos) return std::nullopt;
  return Credentials{text->substr(0, colon), text->substr(colon + 1)};
}

Task<std::optional<Response>> Gate::Stop(Request& request) {
  const std::string authorization = request.Header("Authorization");
  if (TakesTokens(request.path) && IsBearer(authorization)) {
    request.user = tokens_.UserOf(authorization);
    if (request.user.empty()) co_return Challenge("This token is not known here.", "Bearer");
    co_return std::nullopt;
  }
  if (users_.empty()) co_return std::nullopt;
  const auto credentials = ParseBasic(authorization);
  if (credentials) {
    const bool right =
        co_await passwords_.Check(io_, users_, credentials->name, credentials->password);
    if (right) {
      request.user = credentials->name;
      co_return std::nullopt;
    }
  }
  co_return Challenge("This needs a name and a password.", "Basic");
}

}  // namespace reach::web
