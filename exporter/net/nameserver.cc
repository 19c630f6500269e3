#include "exporter/net/nameserver.h"

#include <charconv>
#include <sstream>
#include <string>

namespace reach {
namespace {

std::optional<std::uint16_t> ParsePort(std::string_view text) {
  std::uint16_t port = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, port);
  if (error != std::errc() || stop != end || port == 0) return std::nullopt;
  return port;
}

std::optional<Nameserver> Join(std::optional<Address> address, std::optional<std::uint16_t> port) {
  if (!address || !port) return std::nullopt;
  return Nameserver{*address, *port};
}

}  // namespace

std::optional<Nameserver> ParseNameserver(std::string_view text) {
  if (const auto address = Address::Parse(text)) return Nameserver{*address};
  const std::size_t colon = text.rfind(':');
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == text.npos) return std::nullopt;
    const auto address = Address::Parse(text.substr(1, close - 1));
    if (!address || !address->is_v6()) return std::nullopt;
    if (close + 1 == text.size()) return Nameserver{*address};
    return close + 1 == colon ? Join(address, ParsePort(text.substr(colon + 1))) : std::nullopt;
  }
  if (colon == text.npos) return std::nullopt;
  const auto address = Address::Parse(text.substr(0, colon));
  if (!address || !address->is_v4()) return std::nullopt;
  return Join(address, ParsePort(text.substr(colon + 1)));
}

std::vector<Nameserver> ParseResolvConf(std::string_view text) {
  std::vector<Nameserver> servers;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string key, value;
    words >> key >> value;
    if (key != "nameserver") continue;
    if (const auto address = Address::Parse(value)) servers.push_back({*address});
  }
  return servers;
}

}  // namespace reach
