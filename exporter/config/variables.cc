#include "exporter/config/variables.h"

#include <cstdlib>

#include "exporter/core/text.h"

namespace reach::config {
namespace {

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The name in "${NAME}..."; "" when the text does not start like that.
std::string NameAt(std::string_view text) {
  if (text.substr(0, 2) != "${" || text.size() < 4 || !IsLetter(text[2])) return "";
  std::size_t end = 3;
  while (end < text.size() && (IsLetter(text[end]) || IsDigit(text[end]))) ++end;
  if (end == text.size() || text[end] != '}') return "";
  return std::string(text.substr(2, end - 2));
}

}  // namespace

Expanded ExpandVariables(std::string_view text) {
  Expanded result;
  while (!text.empty()) {
    const std::string name = NameAt(text);
    if (name.empty()) {
      result.text += text.front();
      text.remove_prefix(text.substr(0, 2) == "$$" ? 2 : 1);
      continue;
    }
    text.remove_prefix(name.size() + 3);
    const char* value = std::getenv(name.c_str());
    if (value == nullptr) {
      result.problem = "${" + name + "}, which is not set";
    } else if (const std::string_view words = value; Utf8Prefix(words) != words.size()) {
      result.problem = "${" + name + "}, which is not valid UTF-8";
    } else {
      result.text += words;
    }
  }
  return result;
}

std::string EscapeVariables(std::string_view text) {
  std::string result;
  for (const char c : text) result += c == '$' ? "$$" : std::string(1, c);
  return result;
}

}  // namespace reach::config
