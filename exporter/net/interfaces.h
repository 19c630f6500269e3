// The addresses that the interfaces of this network namespace have, as getifaddrs(3) tells them.
// Thread: reads the kernel; no state. Owner: none.
#pragma once

#include <string>
#include <vector>

#include "exporter/core/address.h"

namespace reach {

struct InterfaceAddress {
  std::string interface;
  Address address;  // without a scope
  Address mask;     // none: a link without a network
};

// Empty when the kernel does not tell.
std::vector<InterfaceAddress> ReadInterfaceAddresses();

}  // namespace reach
