#include "exporter/net/endpoint.h"

#include <algorithm>

namespace reach {

asio::ip::address ToAsio(const Address& address) {
  if (address.is_v6()) return asio::ip::address_v6(address.bytes, address.scope);
  asio::ip::address_v4::bytes_type octets{};
  std::copy_n(address.bytes.begin(), octets.size(), octets.begin());
  return asio::ip::address_v4(octets);
}

Address FromAsio(const asio::ip::address& address) {
  if (address.is_v4()) return Address::V4(address.to_v4().to_bytes());
  Address result;
  result.family = Family::kIp6;
  result.bytes = address.to_v6().to_bytes();
  result.scope = static_cast<std::uint32_t>(address.to_v6().scope_id());
  return result;
}

Address Plain(const Address& address) {
  const asio::ip::address same = ToAsio(address);
  if (!address.is_v6() || !same.to_v6().is_v4_mapped()) return address;
  return FromAsio(asio::ip::make_address_v4(asio::ip::v4_mapped, same.to_v6()));
}

}  // namespace reach
