#include "exporter/net/routes.h"

#include <net/if.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>

namespace reach {
namespace {

std::string ReadAll(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::uint8_t HexByte(std::string_view text, std::size_t index) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
  return static_cast<std::uint8_t>(digit(text[2 * index]) << 4 | digit(text[2 * index + 1]));
}

bool IsHex(std::string_view text, std::size_t length) {
  return text.size() == length &&
         text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

bool IsZero(std::string_view text) { return text.find_first_not_of('0') == std::string_view::npos; }

}  // namespace

std::vector<Route> ParseRoutes4(const std::string& text) {
  std::vector<Route> result;
  std::istringstream lines(text);
  std::string line;
  std::getline(lines, line);  // the heading
  while (std::getline(lines, line)) {
    std::istringstream fields(line);
    std::string interface, destination, gateway, flags, references, uses, metric, mask;
    fields >> interface >> destination >> gateway >> flags >> references >> uses >> metric >> mask;
    if (!IsHex(gateway, 8) || IsZero(gateway)) continue;
    // The kernel prints the network-order word as a host-order number: the last byte comes first.
    const auto word = static_cast<std::uint32_t>(std::stoul(gateway, nullptr, 16));
    Route route{interface, !mask.empty() && IsZero(destination) && IsZero(mask), {}};
    route.gateway.family = Family::kIp4;
    std::memcpy(route.gateway.bytes.data(), &word, 4);
    result.push_back(std::move(route));
  }
  return result;
}

std::vector<Route> ParseRoutes6(const std::string& text) {
  std::vector<Route> result;
  std::istringstream lines(text);
  std::string line;
  while (std::getline(lines, line)) {
    std::istringstream fields(line);
    std::string destination, length, source, source_length, gateway, word, interface;
    fields >> destination >> length >> source >> source_length >> gateway;
    if (!IsHex(gateway, 32) || IsZero(gateway)) continue;
    while (fields >> word) interface = word;  // the last of the line
    Route route{interface, IsZero(destination) && IsZero(length), {}};
    route.gateway.family = Family::kIp6;
    for (std::size_t i = 0; i < 16; ++i) route.gateway.bytes[i] = HexByte(gateway, i);
    result.push_back(std::move(route));
  }
  return result;
}

std::vector<Route> ReadRoutes() {
  std::vector<Route> routes = ParseRoutes4(ReadAll("/proc/net/route"));
  std::vector<Route> routes6 = ParseRoutes6(ReadAll("/proc/net/ipv6_route"));
  std::move(routes6.begin(), routes6.end(), std::back_inserter(routes));
  return routes;
}

std::vector<Address> ReadDefaultGateways() {
  std::vector<Address> gateways;
  for (const Route& route : ReadRoutes()) {
    if (!route.is_default) continue;
    Address gateway = route.gateway;
    if (IsLinkLocal(gateway) && gateway.is_v6()) {
      gateway.scope = if_nametoindex(route.interface.c_str());
    }
    if (std::find(gateways.begin(), gateways.end(), gateway) == gateways.end()) {
      gateways.push_back(gateway);
    }
  }
  return gateways;
}

}  // namespace reach
