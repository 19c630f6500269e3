#include "exporter/core/host_port.h"

#include <charconv>

#include "exporter/core/address.h"

namespace reach {
namespace {

std::optional<std::uint16_t> ParsePort(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

}  // namespace

std::optional<HostPort> ParseHostPort(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view host = text.substr(0, colon);
  const auto port = ParsePort(text.substr(colon + 1));
  const bool bracketed = host.starts_with('[') && host.ends_with(']');
  if (bracketed) host = host.substr(1, host.size() - 2);
  const bool has_colon = host.find(':') != std::string_view::npos;
  if (!port || host.empty() || has_colon != bracketed) return std::nullopt;
  return HostPort{std::string(host), *port};
}

std::optional<HostPort> ParseHost(std::string_view text) {
  const bool bracketed = text.starts_with('[') && text.ends_with(']');
  const std::string_view host = bracketed ? text.substr(1, text.size() - 2) : text;
  const bool v6 = bracketed || host.find(':') != std::string_view::npos;
  if (host.empty() || (v6 && !Address::Parse(host))) return std::nullopt;
  return HostPort{std::string(host), 0};
}

std::string ToString(const HostPort& value) {
  if (value.port == 0) return value.host;
  const bool v6 = value.host.find(':') != std::string::npos;
  return (v6 ? "[" + value.host + "]" : value.host) + ":" + std::to_string(value.port);
}

}  // namespace reach
