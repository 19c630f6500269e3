#include "exporter/protocols/icmp_echo.h"

#include "exporter/protocols/big_endian.h"

namespace reach::icmp {
namespace {

// RFC 792 and RFC 4443: type numbers of echo, by family.
struct EchoTypes {
  std::uint8_t request;
  std::uint8_t reply;
};
constexpr EchoTypes TypesOf(Family family) {
  return family == Family::kIp6 ? EchoTypes{128, 129} : EchoTypes{8, 0};
}

constexpr std::size_t kChecksumAt = 2;
constexpr std::size_t kMinIp4Header = 20;  // bytes

std::uint64_t Big(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes) value = value << 8 | static_cast<std::uint8_t>(byte);
  return value;
}

std::optional<QuotedEcho> Parse(std::uint8_t type, std::string_view message) {
  if (message.size() < kHeaderSize || Big(message.substr(0, 1)) != type) return std::nullopt;
  if (message[1] != 0) return std::nullopt;  // the code
  QuotedEcho echo;
  echo.id = static_cast<std::uint16_t>(Big(message.substr(4, 2)));
  echo.sequence = static_cast<std::uint16_t>(Big(message.substr(6, 2)));
  const std::string_view payload = message.substr(kHeaderSize);
  if (payload.size() >= kNonceSize) echo.nonce = Big(payload.substr(0, kNonceSize));
  return echo;
}

}  // namespace

std::string EncodeRequest(Family family, const Echo& echo, std::size_t payload_size) {
  std::string message;
  message.reserve(kHeaderSize + payload_size);
  message += static_cast<char>(TypesOf(family).request);
  message.append(3, '\0');  // code and checksum
  AppendBig(message, echo.id, sizeof echo.id);
  AppendBig(message, echo.sequence, sizeof echo.sequence);
  AppendBig(message, echo.nonce, kNonceSize);
  message.resize(kHeaderSize + payload_size, '\x55');
  if (family == Family::kIp6) return message;
  std::string sum;
  AppendBig(sum, Checksum(message), 2);
  message.replace(kChecksumAt, sum.size(), sum);
  return message;
}

std::optional<Echo> ParseReply(Family family, std::string_view message) {
  const auto echo = Parse(TypesOf(family).reply, message);
  if (!echo || !echo->nonce) return std::nullopt;
  if (family != Family::kIp6 && Checksum(message) != 0) return std::nullopt;
  return Echo{echo->id, echo->sequence, *echo->nonce};
}

std::optional<QuotedEcho> ParseQuotedRequest(Family family, std::string_view quoted) {
  return Parse(TypesOf(family).request, quoted);
}

std::optional<std::string_view> SkipIp4Header(std::string_view packet) {
  if (packet.size() < kMinIp4Header || (packet[0] & 0xF0) != 0x40) return std::nullopt;
  const auto header = static_cast<std::size_t>(packet[0] & 0x0F) * 4;
  if (header < kMinIp4Header || packet.size() < header) return std::nullopt;
  return packet.substr(header);
}

bool EndsEcho(Family family, std::uint8_t type) {
  if (family == Family::kIp6) return type >= 1 && type <= 4;
  return type == 3 || type == 11 || type == 12;
}

std::uint16_t Checksum(std::string_view bytes) {
  std::uint64_t sum = 0;
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) sum += Big(bytes.substr(at, 2));
  if (bytes.size() % 2 != 0) sum += Big(bytes.substr(bytes.size() - 1)) << 8;
  while (sum > 0xFFFF) sum = (sum & 0xFFFF) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum & 0xFFFF);
}

}  // namespace reach::icmp
