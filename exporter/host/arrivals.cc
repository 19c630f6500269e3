#include "exporter/host/arrivals.h"

#include <algorithm>

namespace reach::host {
namespace {

constexpr std::uint8_t kTcp = 6;
constexpr std::uint8_t kUdp = 17;
constexpr std::size_t kIp4Head = 20;
constexpr std::size_t kIp6Head = 40;
constexpr std::size_t kPorts = 4;
// A flood of spoofed addresses must not fill the memory: the first are enough, because the window
// is short.
constexpr std::size_t kMostSources = 10000;
constexpr std::size_t kMostPorts = 1000;

std::optional<PacketHead> Ports(Address source, std::uint8_t protocol,
                                std::span<const std::uint8_t> payload) {
  if ((protocol != kTcp && protocol != kUdp) || payload.size() < kPorts) return std::nullopt;
  const auto port = static_cast<std::uint16_t>(payload[2] << 8 | payload[3]);
  return PacketHead{source, protocol == kTcp ? Transport::kTcp : Transport::kUdp, port};
}

}  // namespace

std::optional<PacketHead> ReadPacketHead(std::span<const std::uint8_t> packet) {
  if (packet.empty()) return std::nullopt;
  if (packet[0] >> 4 == 4) {
    const std::size_t head = (packet[0] & 0x0fU) * 4U;
    if (head < kIp4Head || packet.size() < head) return std::nullopt;
    const int fragment = (packet[6] & 0x1f) << 8 | packet[7];
    if (fragment != 0) return std::nullopt;
    const Address source = Address::V4({packet[12], packet[13], packet[14], packet[15]});
    return Ports(source, packet[9], packet.subspan(head));
  }
  if (packet[0] >> 4 != 6 || packet.size() < kIp6Head) return std::nullopt;
  Address source;
  source.family = Family::kIp6;
  std::copy_n(packet.begin() + 8, source.bytes.size(), source.bytes.begin());
  return Ports(source, packet[6], packet.subspan(kIp6Head));
}

ArrivalWatch::ArrivalWatch(asio::io_context& io)
    : packets_(IncomingPackets::Open(
          io, [this](std::span<const std::uint8_t> packet) { Take(packet); })),
      complete_(packets_ != nullptr) {}

void ArrivalWatch::Stop() {
  if (packets_ == nullptr) return;
  packets_->Drain();
  complete_ = complete_ && !packets_->lost();
  packets_ = nullptr;
}

std::optional<std::set<std::uint16_t>> ArrivalWatch::PortsFrom(const Address& source,
                                                               Transport transport) const {
  if (!complete_) return std::nullopt;
  const auto found = seen_.find({source, transport});
  return found == seen_.end() ? std::set<std::uint16_t>() : found->second;
}

void ArrivalWatch::Take(std::span<const std::uint8_t> packet) {
  const auto head = ReadPacketHead(packet);
  if (!head) return;
  const std::pair key(head->source, head->transport);
  const bool room = seen_.size() < kMostSources || seen_.contains(key);
  if (!room || seen_[key].size() >= kMostPorts) {
    complete_ = false;
    return;
  }
  seen_[key].insert(head->port);
}

}  // namespace reach::host
