#include "exporter/core/text.h"

#include <array>
#include <cstdint>

namespace reach {
namespace {

constexpr std::size_t kLimit = 128;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct Decoded {
  std::size_t length = 0;  // bytes; 0: not valid here
  std::uint32_t code = 0;
};

// One character, shortest form only, no surrogates, nothing above U+10FFFF (RFC 3629 4).
Decoded Decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = byte(0);
  if (first < 0x80) return {1, first};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  constexpr std::array<std::uint32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return {};
  std::uint32_t code = first & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    code = (code << 6) | (byte(i) & 0x3FU);
  }
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < kSmallest[length] || code > 0x10FFFF || surrogate) return {};
  return {length, code};
}

bool IsControl(std::uint32_t code) { return code < 0x20 || (code >= 0x7F && code < 0xA0); }

}  // namespace

std::string CleanText(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const Decoded next = Decode(text);
    std::string_view piece = next.length == 0 ? kReplacement : text.substr(0, next.length);
    if (next.length != 0 && IsControl(next.code)) piece = " ";
    if (result.size() + piece.size() > kLimit) break;
    result += piece;
    text.remove_prefix(next.length == 0 ? 1 : next.length);
  }
  return result;
}

std::size_t Utf8Prefix(std::string_view text) {
  std::size_t valid = 0;
  while (valid < text.size()) {
    const std::size_t length = Decode(text.substr(valid)).length;
    if (length == 0) break;
    valid += length;
  }
  return valid;
}

std::string EscapeLabel(std::string_view value) {
  std::string result;
  result.reserve(value.size());
  for (const char c : value) {
    if (c == '\\' || c == '"') result += '\\';
    if (c == '\n') {
      result += "\\n";
    } else {
      result += c;
    }
  }
  return result;
}

}  // namespace reach
