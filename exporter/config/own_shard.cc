#include "exporter/config/own_shard.h"

#include <charconv>

namespace reach::config {
namespace {

bool IsNameCharacter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

}  // namespace

std::optional<std::uint32_t> ParseShardIndex(std::string_view text) {
  const std::size_t dash = text.rfind('-');
  if (dash != text.npos) {
    if (dash == 0 || !IsNameCharacter(text[dash - 1])) return std::nullopt;
    text.remove_prefix(dash + 1);
  }
  std::uint32_t index = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return index;
}

}  // namespace reach::config
