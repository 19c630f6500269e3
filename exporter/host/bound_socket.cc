#include "exporter/host/bound_socket.h"

#include <algorithm>
#include <array>
#include <utility>

#include "exporter/net/interfaces.h"

namespace reach::host {
namespace {

// ::ffff:a.b.c.d is the IPv4 address that it holds (RFC 4291 2.5.5.2), :: is no such address.
Address Plain(Address address) {
  address.scope = 0;
  constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (!address.is_v6() || !std::equal(kMapped.begin(), kMapped.end(), address.bytes.begin())) {
    return address;
  }
  return Address::V4({address.bytes[12], address.bytes[13], address.bytes[14], address.bytes[15]});
}

bool IsWildcard(const Address& address) {
  return std::all_of(address.bytes.begin(), address.bytes.end(), [](auto byte) { return !byte; });
}

// RFC 5771, RFC 4291 2.7, RFC 919 7.
bool IsForMany(const Address& address) {
  if (address.is_v6()) return address.bytes[0] == 0xff;
  const bool broadcast = std::all_of(address.bytes.begin(), address.bytes.begin() + 4,
                                     [](auto byte) { return byte == 0xff; });
  return broadcast || (address.bytes[0] & 0xf0) == 0xe0;
}

}  // namespace

BindScope Judge(const BoundSocket& socket, const Addresses* own) {
  const Address address = Plain(socket.listener.address);
  if (IsWildcard(address)) {
    if (address.is_v4()) return BindScope::kWildcardV4;
    return socket.v6_only.value_or(false) ? BindScope::kWildcardV6 : BindScope::kDual;
  }
  if (IsLoopback(address)) return BindScope::kLoopback;
  const bool lost = own != nullptr && !own->contains(address);
  return lost ? BindScope::kLostAddress : BindScope::kOwnAddress;
}

std::vector<Listener> Judge(std::vector<BoundSocket> sockets, const Addresses* own) {
  std::vector<Listener> listeners;
  listeners.reserve(sockets.size());
  for (BoundSocket& socket : sockets) {
    if (IsForMany(Plain(socket.listener.address))) continue;
    socket.listener.scope = Judge(socket, own);
    listeners.push_back(std::move(socket.listener));
  }
  return listeners;
}

Addresses ReadOwnAddresses() {
  Addresses own;
  for (const InterfaceAddress& entry : ReadInterfaceAddresses()) own.insert(entry.address);
  return own;
}

}  // namespace reach::host
