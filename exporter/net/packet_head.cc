#include "exporter/net/packet_head.h"

#include <algorithm>

namespace reach {
namespace {

constexpr std::uint8_t kTcp = 6;
constexpr std::uint8_t kUdp = 17;
constexpr std::size_t kIp4Head = 20;
constexpr std::size_t kIp6Head = 40;
constexpr std::size_t kPorts = 4;
constexpr std::size_t kUdpHead = 8;
constexpr std::size_t kTcpFlags = 13;
constexpr std::uint8_t kSyn = 0x02;
constexpr std::uint8_t kRst = 0x04;
constexpr std::uint8_t kAck = 0x10;

std::uint16_t WordAt(std::span<const std::uint8_t> bytes, std::size_t at) {
  return static_cast<std::uint16_t>(bytes[at] << 8 | bytes[at + 1]);
}

Address V6At(std::span<const std::uint8_t> packet, std::size_t at) {
  Address address;
  address.family = Family::kIp6;
  const auto bytes = packet.subspan(at, address.bytes.size());
  std::copy(bytes.begin(), bytes.end(), address.bytes.begin());
  return address;
}

std::optional<PacketHead> WithPorts(PacketHead head, std::uint8_t protocol,
                                    std::span<const std::uint8_t> payload) {
  const std::size_t needed = protocol == kTcp ? kTcpFlags + 1 : kPorts;
  if ((protocol != kTcp && protocol != kUdp) || payload.size() < needed) return std::nullopt;
  head.transport = protocol == kTcp ? Transport::kTcp : Transport::kUdp;
  head.source_port = WordAt(payload, 0);
  head.port = WordAt(payload, 2);
  if (protocol == kUdp) head.content = payload.subspan(std::min(kUdpHead, payload.size()));
  const std::uint8_t flags = protocol == kTcp ? payload[kTcpFlags] : std::uint8_t{0};
  head.syn = (flags & kSyn) != 0;
  head.ack = (flags & kAck) != 0;
  head.reset = (flags & kRst) != 0;
  return head;
}

}  // namespace

std::optional<PacketHead> ReadPacketHead(std::span<const std::uint8_t> packet) {
  if (packet.empty()) return std::nullopt;
  PacketHead read;
  if (packet[0] >> 4 == 4) {
    const std::size_t size = (packet[0] & 0x0fU) * 4U;
    if (size < kIp4Head || packet.size() < size) return std::nullopt;
    const int fragment = (packet[6] & 0x1f) << 8 | packet[7];
    if (fragment != 0) return std::nullopt;
    read.tos = packet[1];
    read.ttl = packet[8];
    read.source = Address::V4({packet[12], packet[13], packet[14], packet[15]});
    read.destination = Address::V4({packet[16], packet[17], packet[18], packet[19]});
    return WithPorts(read, packet[9], packet.subspan(size));
  }
  if (packet[0] >> 4 != 6 || packet.size() < kIp6Head) return std::nullopt;
  read.tos = static_cast<std::uint8_t>(packet[0] << 4 | packet[1] >> 4);
  read.ttl = packet[7];
  read.source = V6At(packet, 8);
  read.destination = V6At(packet, 24);
  return WithPorts(read, packet[6], packet.subspan(kIp6Head));
}

}  // namespace reach
