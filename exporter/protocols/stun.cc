#include "exporter/protocols/stun.h"

#include <algorithm>

#include "exporter/protocols/big_endian.h"
#include "exporter/protocols/byte_reader.h"

namespace reach::stun {
namespace {

constexpr std::uint16_t kBindingRequest = 0x0001;
constexpr std::uint16_t kBindingSuccess = 0x0101;
constexpr std::uint32_t kCookie = 0x2112A442;
constexpr std::uint16_t kMappedAddress = 0x0001;
constexpr std::uint16_t kXorMappedAddress = 0x0020;

// What XOR-MAPPED-ADDRESS is combined with: the cookie and the transaction.
std::string MaskOf(std::string_view transaction) {
  std::string mask;
  AppendBig(mask, kCookie, sizeof kCookie);
  return mask.append(transaction);
}

std::optional<Mapped> ParseAddress(std::string_view value, std::string_view mask) {
  ByteReader reader(value);
  reader.Take(1);
  const auto family = reader.Big<std::uint8_t>();
  std::string bytes(reader.Take(2));
  const bool is_v6 = family == 2;
  bytes.append(reader.Take(is_v6 ? 16 : 4));
  if (reader.dry() || (family != 1 && !is_v6)) return std::nullopt;
  // The port is combined with the upper half of the cookie, the address with its start.
  for (std::size_t i = 0; i < bytes.size() && !mask.empty(); ++i) {
    bytes[i] = static_cast<char>(bytes[i] ^ mask[i < 2 ? i : i - 2]);
  }
  Mapped mapped;
  ByteReader plain(bytes);
  mapped.port = plain.Big<std::uint16_t>();
  mapped.address.family = is_v6 ? Family::kIp6 : Family::kIp4;
  std::copy(bytes.begin() + 2, bytes.end(), mapped.address.bytes.begin());
  return mapped;
}

}  // namespace

std::string EncodeRequest(std::string_view transaction) {
  std::string message;
  AppendBig(message, kBindingRequest, 2);
  AppendBig(message, 0, 2);  // no attributes
  return message + MaskOf(transaction);
}

std::optional<Mapped> ParseResponse(std::string_view message, std::string_view transaction) {
  const std::string mask = MaskOf(transaction);
  ByteReader reader(message);
  const auto type = reader.Big<std::uint16_t>();
  const auto length = reader.Big<std::uint16_t>();
  if (type != kBindingSuccess || reader.Take(mask.size()) != mask) return std::nullopt;
  if (length != reader.rest().size()) return std::nullopt;
  std::optional<Mapped> plain;
  while (!reader.rest().empty()) {
    const auto attribute = reader.Big<std::uint16_t>();
    const auto size = reader.Big<std::uint16_t>();
    const std::string_view value = reader.Take(size);
    reader.Take(std::min<std::size_t>((4 - size % 4) % 4, reader.rest().size()));  // padding
    if (reader.dry()) return std::nullopt;
    if (attribute == kXorMappedAddress) return ParseAddress(value, mask);
    if (attribute == kMappedAddress) plain = ParseAddress(value, {});
  }
  return plain;
}

}  // namespace reach::stun
