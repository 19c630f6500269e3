// ICMP echo as bytes (RFC 792; RFC 4443 4.1, 4.2): the request, the reply, and the request that an
// ICMP error quotes.
// Thread: pure functions. Owner: none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/core/kinds.h"

namespace reach::icmp {

inline constexpr std::size_t kHeaderSize = 8;      // bytes, the same for both families
inline constexpr std::size_t kNonceSize = 8;       // bytes: the payload begins with the nonce
inline constexpr std::size_t kMaxPayload = 65507;  // bytes, of an IPv4 packet

// What tells one echo from every other. The nonce is random for each request: a reply that bears
// it was made by somebody who has seen the request.
struct Echo {
  std::uint16_t id = 0;  // of the socket; the kernel sets and checks it on an unprivileged one
  std::uint16_t sequence = 0;
  std::uint64_t nonce = 0;
  bool operator==(const Echo&) const = default;
};

// An echo request without IP header. `payload_size` is kNonceSize to kMaxPayload. With checksum for
// IPv4; for IPv6, where addresses are part of it, the kernel computes it.
std::string EncodeRequest(Family family, const Echo& echo, std::size_t payload_size);

// An echo reply without IP header; nullopt for any other message, one without a nonce included. The
// checksum is verified for IPv4: the kernel does not do so for a raw socket.
std::optional<Echo> ParseReply(Family family, std::string_view message);

// The start of an echo request of ours, as an ICMP error quotes it. Routers may cut it off after
// eight bytes (RFC 792): then there is no nonce.
struct QuotedEcho {
  std::uint16_t id = 0;
  std::uint16_t sequence = 0;
  std::optional<std::uint64_t> nonce;
  bool operator==(const QuotedEcho&) const = default;
};
std::optional<QuotedEcho> ParseQuotedRequest(Family family, std::string_view quoted);

// What follows the IPv4 header that a raw socket delivers; nullopt when that is cut off or bad.
std::optional<std::string_view> SkipIp4Header(std::string_view packet);

// Errors that say that the echo is lost. Others are advice: the packet went on (redirect, source
// quench).
bool EndsEcho(Family family, std::uint8_t type);

// The Internet checksum (RFC 1071); 0 over bytes that contain their own right one.
std::uint16_t Checksum(std::string_view bytes);

}  // namespace reach::icmp
