#include "exporter/web/message.h"

#include <algorithm>

namespace reach::web {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool SameName(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}

}  // namespace

std::string Request::Header(std::string_view name) const {
  std::string joined;
  for (const auto& [key, value] : headers) {
    if (!SameName(key, name)) continue;
    if (!joined.empty()) joined += ',';
    joined += value;
  }
  return joined;
}

Response TextResponse(unsigned status, std::string_view sentence) {
  Response response;
  response.status = status;
  response.body = std::string(sentence) + '\n';
  return response;
}

Response Refusal(unsigned status) {
  switch (status) {
    case 408:
      return TextResponse(status, "The request took too long to arrive.");
    case 413:
      return TextResponse(status, "The body of the request is too large.");
    case 414:
      return TextResponse(status, "The request line is too long.");
    case 417:
      return TextResponse(status, "The only known expectation is 100-continue.");
    case 431:
      return TextResponse(status, "The header of the request is too large.");
    case 501:
      return TextResponse(status, "The transfer encoding is not known here.");
    default:
      return TextResponse(status, "The request is not valid HTTP.");
  }
}

}  // namespace reach::web
