#include "exporter/vantage/marked_packet.h"

#include <algorithm>

#include "exporter/net/marked_packets.h"

namespace reach::vantage {
namespace {

constexpr std::uint8_t kTcp = 6;
constexpr std::uint8_t kUdp = 17;
constexpr std::size_t kLongestMark = 64;

std::uint8_t ByteAt(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint8_t>(bytes[at]);
}

std::uint16_t WordAt(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(ByteAt(bytes, at) << 8 | ByteAt(bytes, at + 1));
}

// The protocol, with the header taken off; 0 for what cannot be read.
std::uint8_t TakeHeader4(std::string_view& packet, Address& source) {
  if (packet.size() < 20) return 0;
  const std::size_t size = static_cast<std::size_t>(ByteAt(packet, 0) & 0x0f) * 4;
  const bool fragment = (WordAt(packet, 6) & 0x1fff) != 0;
  if (size < 20 || packet.size() < size || fragment) return 0;
  source =
      Address::V4({ByteAt(packet, 12), ByteAt(packet, 13), ByteAt(packet, 14), ByteAt(packet, 15)});
  const std::uint8_t protocol = ByteAt(packet, 9);
  packet.remove_prefix(size);
  return protocol;
}

std::uint8_t TakeHeader6(std::string_view& packet, Address& source) {
  constexpr std::size_t kSize = 40;
  if (packet.size() < kSize) return 0;
  source.family = Family::kIp6;
  std::transform(packet.begin() + 8, packet.begin() + 24, source.bytes.begin(),
                 [](char c) { return static_cast<std::uint8_t>(c); });
  const std::uint8_t protocol = ByteAt(packet, 6);
  packet.remove_prefix(kSize);
  return protocol;
}

bool ReadSyn(std::string_view segment) {
  constexpr std::uint8_t kSyn = 0x02;
  constexpr std::uint8_t kSynAckRstFin = 0x17;
  return segment.size() >= 20 && (ByteAt(segment, 13) & kSynAckRstFin) == kSyn;
}

std::string ReadMark(std::string_view datagram) {
  datagram.remove_prefix(std::min<std::size_t>(8, datagram.size()));
  if (!datagram.starts_with(kMarkPrefix)) return "";
  return std::string(datagram.substr(kMarkPrefix.size(), kLongestMark));
}

}  // namespace

std::optional<Arrived> ReadArrived(std::string_view packet) {
  if (packet.empty()) return std::nullopt;
  Arrived arrived;
  const int version = ByteAt(packet, 0) >> 4;
  std::uint8_t protocol = 0;
  if (version == 4) protocol = TakeHeader4(packet, arrived.source);
  if (version == 6) protocol = TakeHeader6(packet, arrived.source);
  if ((protocol != kTcp && protocol != kUdp) || packet.size() < 8) return std::nullopt;
  arrived.transport = protocol == kTcp ? Transport::kTcp : Transport::kUdp;
  arrived.source_port = WordAt(packet, 0);
  arrived.port = WordAt(packet, 2);
  if (protocol == kUdp) arrived.mark = ReadMark(packet);
  if (protocol == kTcp ? !ReadSyn(packet) : arrived.mark.empty()) return std::nullopt;
  return arrived;
}

}  // namespace reach::vantage
