#include "exporter/host/arrivals.h"

namespace reach::host {
namespace {

// A flood of spoofed addresses must not fill the memory: the first are enough, because the window
// is short.
constexpr std::size_t kMostSources = 10000;
constexpr std::size_t kMostPorts = 1000;

}  // namespace

ArrivalWatch::ArrivalWatch(asio::io_context& io)
    : packets_(IncomingPackets::Open(io,
                                     [this](std::span<const std::uint8_t> packet, bool outgoing) {
                                       if (const auto head = ReadPacketHead(packet))
                                         Note(*head, outgoing);
                                     })),
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

// The vantage serves its API at the address that it probes from: what it answers there comes to a
// port of this host, too, that nobody has forwarded.
void ArrivalWatch::Note(const PacketHead& head, bool outgoing) {
  if (outgoing) {
    if (head.transport != Transport::kUdp) return;  // a SYN tells itself
    return Remember(asked_, {head.destination, head.transport}, head.source_port);
  }
  const Peer peer(head.source, head.transport);
  const auto asked = asked_.find(peer);
  const bool answer = asked != asked_.end() && asked->second.contains(head.port);
  if (head.asks() && !answer) Remember(seen_, peer, head.port);
}

void ArrivalWatch::Remember(Ports& ports, const Peer& peer, std::uint16_t port) {
  const bool room = ports.size() < kMostSources || ports.contains(peer);
  if (!room || ports[peer].size() >= kMostPorts) {
    complete_ = false;
    return;
  }
  ports[peer].insert(port);
}

}  // namespace reach::host
