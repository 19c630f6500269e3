#include "exporter/web/listen_address.h"

#include <asio/ip/address.hpp>
#include <charconv>
#include <cstdint>
#include <string>

namespace reach::web {
namespace {

using asio::ip::tcp;

std::optional<std::uint16_t> ParsePort(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole ? std::optional(port) : std::nullopt;
}

ListenEndpoint Fixed(const asio::ip::address& address, std::uint16_t port) {
  ListenEndpoint result;
  result.endpoint = {address, port};
  return result;
}

std::vector<ListenEndpoint> Everywhere(std::uint16_t port) {
  ListenEndpoint both = Fixed(asio::ip::address_v6::any(), port);
  both.dual_stack = true;
  return {both};
}

std::vector<ListenEndpoint> Localhost(std::uint16_t port) {
  std::vector<ListenEndpoint> result = {Fixed(asio::ip::address_v4::loopback(), port),
                                        Fixed(asio::ip::address_v6::loopback(), port)};
  for (ListenEndpoint& endpoint : result) endpoint.optional = true;
  return result;
}

}  // namespace

std::optional<std::vector<ListenEndpoint>> ParseListenAddress(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto port = ParsePort(text.substr(colon + 1));
  std::string_view host = text.substr(0, colon);
  if (!port) return std::nullopt;
  if (host.empty() || host == "[::]") return Everywhere(*port);
  if (host == "localhost") return Localhost(*port);
  const bool bracketed = host.starts_with('[') && host.ends_with(']');
  if (bracketed) host = host.substr(1, host.size() - 2);
  std::error_code error;
  const auto address = asio::ip::make_address(std::string(host), error);
  if (error || address.is_v6() != bracketed) return std::nullopt;
  return std::vector{Fixed(address, *port)};
}

}  // namespace reach::web
