#include "exporter/config/json_escapes.h"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace reach::config {
namespace {

constexpr std::size_t kEscape = 6;  // bytes of "\ud83d"
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// The code of the escape at the start of the text.
std::optional<std::uint32_t> CodeAt(std::string_view text) {
  if (text.size() < kEscape || text[0] != '\\' || text[1] != 'u') return std::nullopt;
  std::uint32_t code = 0;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + kEscape, code, 16);
  if (error != std::errc() || end != text.data() + kEscape) return std::nullopt;
  return code;
}

bool IsHigh(std::uint32_t code) { return code >= 0xD800 && code < 0xDC00; }
bool IsLow(std::uint32_t code) { return code >= 0xDC00 && code < 0xE000; }

std::string Utf8(std::uint32_t code) {  // above U+FFFF
  const auto byte = [&](unsigned mark, unsigned shift, unsigned mask) {
    return static_cast<char>(mark | ((code >> shift) & mask));
  };
  return {byte(0xF0, 18, 0x07), byte(0x80, 12, 0x3F), byte(0x80, 6, 0x3F), byte(0x80, 0, 0x3F)};
}

}  // namespace

void JoinSurrogates(std::string& text) {
  if (text.find("\\ud") == std::string::npos && text.find("\\uD") == std::string::npos) return;
  std::string joined;
  joined.reserve(text.size());
  for (std::string_view rest = text; !rest.empty();) {
    const std::optional<std::uint32_t> code = CodeAt(rest);
    std::size_t taken = rest.front() == '\\' ? 2 : 1;  // "\\" is one character, never a start
    if (code && (IsHigh(*code) || IsLow(*code))) {
      const auto next = CodeAt(rest.substr(kEscape));
      const bool pair = IsHigh(*code) && next && IsLow(*next);
      joined += pair ? Utf8(0x10000 + ((*code - 0xD800) << 10) + (*next - 0xDC00))
                     : std::string(kReplacement);
      taken = pair ? 2 * kEscape : kEscape;
    } else {
      joined += rest.substr(0, taken);
    }
    rest.remove_prefix(std::min(taken, rest.size()));
  }
  text = std::move(joined);
}

}  // namespace reach::config
