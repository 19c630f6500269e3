#include "exporter/probes/payload.h"

#include <algorithm>
#include <charconv>

#include "exporter/config/words.h"

namespace reach {

using config::Quoted;

std::optional<std::string> ParseHex(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  std::string bytes;
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
    if (text.empty()) return bytes;
    const std::string_view pair = text.substr(0, 2);
    unsigned value = 0;
    const auto [end, error] = std::from_chars(pair.data(), pair.data() + pair.size(), value, 16);
    if (error != std::errc() || end != pair.data() + 2) return std::nullopt;
    bytes += static_cast<char>(value);
    text.remove_prefix(pair.size());
  }
}

std::optional<std::string> ReadHex(config::Fields& fields, std::string_view key) {
  const auto text = fields.String(key);
  if (!text) return std::nullopt;
  auto bytes = ParseHex(*text);
  if (bytes && !bytes->empty()) return bytes;
  fields.Fault(key, Quoted(key) + " must be pairs of hex digits such as \"ff ff 54\"");
  return std::nullopt;
}

std::shared_ptr<const RE2> ReadPattern(config::Fields& fields, std::string_view key) {
  const auto text = fields.String(key);
  if (!text) return nullptr;
  RE2::Options options(RE2::Latin1);
  options.set_log_errors(false);
  auto pattern = std::make_shared<const RE2>(*text, options);
  if (pattern->ok()) return pattern;
  fields.Fault(key, "bad regular expression: " + pattern->error());
  return nullptr;
}

void RefuseBoth(config::Fields& fields, std::string_view key, std::string_view other) {
  if (!fields.Has(key) || !fields.Has(other)) return;
  fields.Fault(other, Quoted(key) + " and " + Quoted(other) + " exclude each other");
}

}  // namespace reach
