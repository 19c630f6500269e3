#include "exporter/net/local_network.h"

#include <ifaddrs.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

namespace reach {
namespace {

constexpr auto kMaxAge = std::chrono::seconds(10);

std::string ReadAll(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::uint8_t HexByte(std::string_view text, std::size_t index) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
  return static_cast<std::uint8_t>(digit(text[2 * index]) << 4 | digit(text[2 * index + 1]));
}

Address Unscoped(Address address) {
  address.scope = 0;
  return address;
}

bool IsHex(std::string_view text, std::size_t length) {
  return text.size() == length &&
         text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

Address AddressOf(const sockaddr* socket_address) {
  Address address;
  if (!socket_address) return address;
  if (socket_address->sa_family == AF_INET) {
    address.family = Family::kIp4;
    const auto& in = *reinterpret_cast<const sockaddr_in*>(socket_address);
    std::memcpy(address.bytes.data(), &in.sin_addr, 4);
  } else if (socket_address->sa_family == AF_INET6) {
    address.family = Family::kIp6;
    const auto& in = *reinterpret_cast<const sockaddr_in6*>(socket_address);
    std::memcpy(address.bytes.data(), &in.sin6_addr, 16);
  }
  return address;
}

Address Masked(Address address, const Address& mask) {
  for (std::size_t i = 0; i < address.bytes.size(); ++i) address.bytes[i] &= mask.bytes[i];
  return address;
}

}  // namespace

std::set<Address> ParseRoutes4(const std::string& text) {
  std::set<Address> result;
  std::istringstream lines(text);
  std::string interface, destination, gateway, rest;
  std::getline(lines, rest);  // the heading
  while (lines >> interface >> destination >> gateway && std::getline(lines, rest)) {
    if (!IsHex(gateway, 8) || gateway == "00000000") continue;
    // The kernel prints the network-order word as a host-order number: the last byte comes first.
    std::uint32_t word = static_cast<std::uint32_t>(std::stoul(gateway, nullptr, 16));
    Address address;
    address.family = Family::kIp4;
    std::memcpy(address.bytes.data(), &word, 4);
    result.insert(address);
  }
  return result;
}

std::set<Address> ParseRoutes6(const std::string& text) {
  std::set<Address> result;
  std::istringstream lines(text);
  std::string destination, length, source, source_length, gateway, rest;
  while (lines >> destination >> length >> source >> source_length >> gateway &&
         std::getline(lines, rest)) {
    if (!IsHex(gateway, 32) || gateway == std::string(32, '0')) continue;
    Address address;
    address.family = Family::kIp6;
    for (std::size_t i = 0; i < 16; ++i) address.bytes[i] = HexByte(gateway, i);
    result.insert(address);
  }
  return result;
}

Offender LocalNetwork::Classify(const Address& sender, const Address& target, TimePoint now) {
  if (!sender) return Offender::kNone;
  const Address from = Unscoped(sender);
  RefreshIfOld(now);
  if (from == Unscoped(target)) return Offender::kTarget;
  if (own_.contains(from)) return Offender::kSelf;
  if (gateways_.contains(from)) return Offender::kGateway;
  // A router may answer with another address than its routes name: in IPv6 the route has its
  // link-local address and the error its global one. In our own network, on the way out, it is one.
  return IsNeighbour(from) && !IsNeighbour(target) ? Offender::kGateway : Offender::kOther;
}

Path LocalNetwork::PathTo(const Address& target, TimePoint now) {
  RefreshIfOld(now);
  return own_.contains(Unscoped(target)) ? Path::kLocal : PathOf(target);
}

bool LocalNetwork::IsNeighbour(const Address& address) const {
  return std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
    return Masked(Unscoped(address), network.mask) == network.base;
  });
}

void LocalNetwork::RefreshIfOld(TimePoint now) {
  if (read_at_ == TimePoint{} || now - read_at_ > kMaxAge) Refresh(now);
}

void LocalNetwork::Refresh(TimePoint now) {
  ReadInterfaces();
  gateways_ = ParseRoutes4(ReadAll("/proc/net/route"));
  gateways_.merge(ParseRoutes6(ReadAll("/proc/net/ipv6_route")));
  read_at_ = now;
}

void LocalNetwork::ReadInterfaces() {
  own_.clear();
  networks_.clear();
  ifaddrs* list = nullptr;
  if (getifaddrs(&list) != 0) return;
  for (const ifaddrs* entry = list; entry; entry = entry->ifa_next) {
    const Address address = AddressOf(entry->ifa_addr);
    if (!address) continue;
    own_.insert(address);
    const Address mask = AddressOf(entry->ifa_netmask);
    if (mask) networks_.push_back({Masked(address, mask), mask});
  }
  freeifaddrs(list);
}

}  // namespace reach
