// An address as others may see it.
// Thread: pure functions. Owner: none.
#pragma once

#include <string>
#include <string_view>

#include "exporter/core/address.h"

namespace reach::wan {

// Sixteen hexadecimal digits of HMAC-SHA-256 over the address. All IPv4 addresses are quickly
// tried, so `key` has to stay secret. "" for no address.
std::string HashOf(const Address& address, std::string_view key);

// A new key, in hexadecimal digits.
std::string MakeKey();

}  // namespace reach::wan
