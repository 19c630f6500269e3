// Conversions between our Address and asio's.
// Thread: pure functions. Owner: none.
#pragma once

#include <asio/ip/address.hpp>

#include "exporter/core/address.h"

namespace reach {

asio::ip::address ToAsio(const Address& address);
Address FromAsio(const asio::ip::address& address);

// An IPv4 peer of a dual-stack socket (::ffff:a.b.c.d) as the IPv4 address that it is.
Address Plain(const Address& address);

template <typename Protocol>
typename Protocol::endpoint EndpointOf(const Address& address, std::uint16_t port) {
  return {ToAsio(address), port};
}

}  // namespace reach
