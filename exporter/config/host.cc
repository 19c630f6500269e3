#include "exporter/config/host.h"

#include <algorithm>
#include <optional>

#include "exporter/core/address.h"
#include "exporter/core/host_port.h"

namespace reach::config {
namespace {

constexpr std::size_t kLongestName = 253;  // RFC 1035 2.3.4, in text form
constexpr std::size_t kLongestLabel = 63;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsNameCharacter(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

bool IsName(std::string_view text) {
  if (text.ends_with('.')) text.remove_suffix(1);
  if (text.empty() || text.size() > kLongestName) return false;
  while (true) {
    const std::string_view label = text.substr(0, text.find('.'));
    if (label.empty() || label.size() > kLongestLabel || label.front() == '-' ||
        label.back() == '-' || !std::all_of(label.begin(), label.end(), IsNameCharacter)) {
      return false;
    }
    if (label.size() == text.size()) {
      // A last label of digits only is a mistyped address: there is no such top level domain.
      return !std::all_of(label.begin(), label.end(), IsDigit);
    }
    text.remove_prefix(label.size() + 1);
  }
}

std::string Explain(std::string_view text) {
  if (text.find("://") != std::string_view::npos) return "is a URL; write the host alone";
  if (ParseHostPort(text)) return "has a port; write it as \"port\" of a check";
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return c > 0; });
  if (!ascii) return "is not ASCII; write an international name in its xn-- form";
  return "is neither a name nor an address";
}

}  // namespace

HostReading ReadHost(std::string_view text) {
  const bool brackets = text.starts_with('[') && text.ends_with(']');
  const std::string_view bare = brackets ? text.substr(1, text.size() - 2) : text;
  const auto address = Address::Parse(bare);
  if (address && (!brackets || address->is_v6())) return {std::string(bare), address->family, ""};
  if (IsName(text)) return {std::string(text), Family::kAny, ""};
  return {std::string(text), Family::kAny, Explain(text)};
}

bool IsNameserver(std::string_view text) {
  if (Address::Parse(text)) return true;
  const std::optional<HostPort> with_port = ParseHostPort(text);
  return with_port && Address::Parse(with_port->host);
}

}  // namespace reach::config
