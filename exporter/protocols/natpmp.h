// What may be asked of a router without changing it: the external address by NAT-PMP (RFC 6886 3.2)
// and, by PCP ANNOUNCE (RFC 6887 14.1), whether it is the first translation on the way.
// Thread: pure functions. Owner: none.
//
// There is no MAP here: it would open a port.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/core/address.h"

namespace reach::natpmp {

inline constexpr std::uint16_t kPort = 5351;

std::string EncodeAddressRequest();

struct AddressResponse {
  std::uint16_t result = 0;  // RFC 6886 3.5; 0: success
  std::uint32_t epoch = 0;   // seconds since the router forgot its mappings
  Address external;          // none without success, and when the router has none (0.0.0.0)
};
// nullopt for any other message.
std::optional<AddressResponse> ParseAddressResponse(std::string_view message);

// `client` is our own address, as the router's network knows it.
std::string EncodeAnnounce(const Address& client);

struct AnnounceResponse {
  std::uint8_t result = 0;
  std::uint32_t epoch = 0;
  // ADDRESS_MISMATCH: the router sees us with another address, so one more translates between.
  bool mismatch() const { return result == 12; }
};
// Also UNSUPP_VERSION, with which a NAT-PMP router answers. nullopt for any other message.
std::optional<AnnounceResponse> ParseAnnounceResponse(std::string_view message);

}  // namespace reach::natpmp
