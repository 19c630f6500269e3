#include "exporter/protocols/rust_tags.h"

#include <algorithm>
#include <charconv>

namespace reach::a2s {
namespace {

void Read(std::string_view tag, std::string_view name, std::optional<std::uint32_t>& into) {
  if (into || !tag.starts_with(name)) return;
  tag.remove_prefix(name.size());
  std::uint32_t number = 0;
  const char* const end = tag.data() + tag.size();
  const auto [parsed, error] = std::from_chars(tag.data(), end, number);
  if (error == std::errc() && parsed == end) into = number;
}

}  // namespace

RustTags ParseRustTags(std::string_view keywords) {
  RustTags tags;
  while (!keywords.empty()) {
    const std::size_t end = std::min(keywords.find(','), keywords.size());
    const std::string_view tag = keywords.substr(0, end);
    Read(tag, "mp", tags.max_players);
    Read(tag, "cp", tags.players);
    Read(tag, "qp", tags.queued);
    Read(tag, "born", tags.born);
    Read(tag, "v", tags.version);
    keywords.remove_prefix(std::min(end + 1, keywords.size()));
  }
  return tags;
}

}  // namespace reach::a2s
