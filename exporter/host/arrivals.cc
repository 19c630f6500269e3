#include "exporter/host/arrivals.h"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>

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

bool ArrivalWatch::Start() {
  Stop();
  seen_.clear();
  const int fd = socket(AF_PACKET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, htons(ETH_P_ALL));
  if (fd < 0) return false;
  descriptor_.assign(fd);
  Wait();
  return true;
}

void ArrivalWatch::Stop() {
  if (!descriptor_.is_open()) return;
  Drain();
  descriptor_.close();
}

std::set<std::uint16_t> ArrivalWatch::PortsFrom(const Address& source, Transport transport) const {
  const auto found = seen_.find({source, transport});
  return found == seen_.end() ? std::set<std::uint16_t>() : found->second;
}

void ArrivalWatch::Wait() {
  descriptor_.async_wait(asio::posix::descriptor_base::wait_read, [this](asio::error_code ec) {
    if (ec) return;
    Drain();
    Wait();
  });
}

void ArrivalWatch::Drain() {
  std::array<std::uint8_t, 128> packet;
  while (true) {
    sockaddr_ll from{};
    socklen_t length = sizeof(from);
    const ssize_t size = recvfrom(descriptor_.native_handle(), packet.data(), packet.size(), 0,
                                  reinterpret_cast<sockaddr*>(&from), &length);
    if (size < 0) return;
    if (from.sll_pkttype != PACKET_HOST) continue;
    const auto head = ReadPacketHead(std::span(packet).first(static_cast<std::size_t>(size)));
    if (!head) continue;
    const std::pair key(head->source, head->transport);
    const bool full = seen_.size() >= kMostSources && !seen_.contains(key);
    if (full || seen_[key].size() >= kMostPorts) continue;
    seen_[key].insert(head->port);
  }
}

}  // namespace reach::host
