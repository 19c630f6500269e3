#include "exporter/net/interfaces.h"

#include <ifaddrs.h>
#include <netinet/in.h>

#include <cstring>

namespace reach {
namespace {

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

}  // namespace

std::vector<InterfaceAddress> ReadInterfaceAddresses() {
  std::vector<InterfaceAddress> result;
  ifaddrs* list = nullptr;
  if (getifaddrs(&list) != 0) return result;
  for (const ifaddrs* entry = list; entry; entry = entry->ifa_next) {
    const Address address = AddressOf(entry->ifa_addr);
    if (address) result.push_back({entry->ifa_name, address, AddressOf(entry->ifa_netmask)});
  }
  freeifaddrs(list);
  return result;
}

}  // namespace reach
