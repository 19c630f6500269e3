#include "exporter/web/tokens.h"

#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace reach::web {
namespace {

constexpr std::string_view kScheme = "bearer ";
constexpr std::string_view kBlank = " \t\r";

std::string_view Trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
  return text.substr(0, text.find_last_not_of(kBlank) + 1);
}

std::string DigestOf(std::string_view token) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(token.data()), token.size(), digest.data());
  return {digest.begin(), digest.end()};
}

}  // namespace

bool IsBearer(std::string_view authorization) {
  return authorization.size() >= kScheme.size() &&
         std::equal(kScheme.begin(), kScheme.end(), authorization.begin(), [](char a, char b) {
           return a == std::tolower(static_cast<unsigned char>(b));
         });
}

Tokens::Tokens(std::string_view text, std::string* problem) {
  for (int line = 1; !text.empty(); ++line) {
    const std::string_view token = Trimmed(text.substr(0, text.find('\n')));
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    if (token.empty() || token.front() == '#') continue;
    if (token.size() >= kLeastToken) {
      users_.emplace(DigestOf(token), "token of line " + std::to_string(line));
    } else if (problem != nullptr) {
      *problem = "line " + std::to_string(line) + " is shorter than " +
                 std::to_string(kLeastToken) + " characters, no good as a token";
    }
  }
}

std::string Tokens::UserOf(std::string_view authorization) const {
  if (!IsBearer(authorization)) return "";
  const auto user = users_.find(DigestOf(Trimmed(authorization.substr(kScheme.size()))));
  return user == users_.end() ? "" : user->second;
}

}  // namespace reach::web
