#include "exporter/web/query.h"

#include <algorithm>

namespace reach::web {
namespace {

int Digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::optional<std::string> Unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    const bool whole = i + 2 < text.size();
    const int high = whole ? Digit(text[i + 1]) : -1;
    const int low = whole ? Digit(text[i + 2]) : -1;
    if (high < 0 || low < 0) return std::nullopt;
    plain += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return plain;
}

}  // namespace

std::optional<Parameters> ParseQuery(std::string_view query) {
  Parameters parameters;
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    auto name = Unescaped(pair.substr(0, equals));
    auto value = Unescaped(pair.substr(std::min(equals + 1, pair.size())));
    if (!name || !value || !parameters.emplace(*std::move(name), *std::move(value)).second) {
      return std::nullopt;
    }
  }
  return parameters;
}

}  // namespace reach::web
