// STUN binding as bytes (RFC 8489 5, 14.1, 14.2): the request, and the address in the response.
// Thread: pure functions. Owner: none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/core/address.h"

namespace reach::stun {

inline constexpr std::uint16_t kPort = 3478;
inline constexpr std::size_t kTransactionSize = 12;  // bytes

// Where the server saw the request come from.
struct Mapped {
  Address address;
  std::uint16_t port = 0;
  bool operator==(const Mapped&) const = default;
};

// `transaction` has kTransactionSize random bytes: a response that bears them was made by somebody
// who has seen the request.
std::string EncodeRequest(std::string_view transaction);

// XOR-MAPPED-ADDRESS, or MAPPED-ADDRESS of a server that knows no better (RFC 3489). nullopt for
// anything but the success response to this transaction.
std::optional<Mapped> ParseResponse(std::string_view message, std::string_view transaction);

}  // namespace reach::stun
