#include "exporter/protocols/natpmp.h"

#include <algorithm>

#include "exporter/protocols/big_endian.h"
#include "exporter/protocols/byte_reader.h"

namespace reach::natpmp {
namespace {

constexpr std::uint8_t kNatPmpVersion = 0;
constexpr std::uint8_t kPcpVersion = 2;
constexpr std::uint8_t kResponse = 0x80;
constexpr std::size_t kPcpHeader = 24;  // bytes
constexpr std::size_t kPcpMost = 1100;  // bytes (RFC 6887 7)
constexpr std::uint8_t kUnsuppVersion = 1;

}  // namespace

std::string EncodeAddressRequest() { return std::string(2, '\0'); }  // version 0, opcode 0

std::optional<AddressResponse> ParseAddressResponse(std::string_view message) {
  ByteReader reader(message);
  const auto version = reader.Big<std::uint8_t>();
  const auto opcode = reader.Big<std::uint8_t>();
  AddressResponse response;
  response.result = reader.Big<std::uint16_t>();
  response.epoch = reader.Big<std::uint32_t>();
  if (reader.dry() || version != kNatPmpVersion || opcode != kResponse) return std::nullopt;
  if (response.result != 0) return response;
  const std::string_view bytes = reader.Take(4);
  if (reader.dry() || !reader.rest().empty()) return std::nullopt;
  if (bytes == std::string_view("\0\0\0\0", 4)) return response;
  response.external.family = Family::kIp4;
  std::copy(bytes.begin(), bytes.end(), response.external.bytes.begin());
  return response;
}

std::string EncodeAnnounce(const Address& client) {
  std::string message;
  AppendBig(message, kPcpVersion, 1);
  message.append(7, '\0');  // opcode ANNOUNCE, reserved, no lifetime
  if (client.is_v4()) {
    message.append(10, '\0').append(2, '\xFF');
    message.append(client.bytes.begin(), client.bytes.begin() + 4);
  } else {
    message.append(client.bytes.begin(), client.bytes.end());
  }
  return message;
}

std::optional<AnnounceResponse> ParseAnnounceResponse(std::string_view message) {
  ByteReader reader(message);
  const auto version = reader.Big<std::uint8_t>();
  const auto opcode = reader.Big<std::uint8_t>();
  reader.Take(1);
  AnnounceResponse response;
  response.result = reader.Big<std::uint8_t>();
  const bool is_natpmp = version == kNatPmpVersion && message.size() == 8;
  if (!reader.dry() && is_natpmp && response.result == kUnsuppVersion) {
    response.epoch = reader.Big<std::uint32_t>();
    return response;
  }
  if (message.size() < kPcpHeader || message.size() > kPcpMost || message.size() % 4 != 0) {
    return std::nullopt;
  }
  if (version != kPcpVersion || opcode != kResponse) return std::nullopt;
  reader.Take(4);  // lifetime
  response.epoch = reader.Big<std::uint32_t>();
  return response;
}

}  // namespace reach::natpmp
