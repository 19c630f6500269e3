#include "exporter/host/arrivals.h"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <sys/socket.h>

#include "exporter/net/packet_socket.h"

namespace reach::host {
namespace {

// A flood of spoofed addresses must not fill the memory: the first are enough, because the window
// is short.
constexpr std::size_t kMostSources = 10000;
constexpr std::size_t kMostPorts = 1000;

void Remember(std::map<std::pair<Address, Transport>, std::set<std::uint16_t>>& ports,
              const std::pair<Address, Transport>& peer, std::uint16_t port) {
  if (ports.size() >= kMostSources && !ports.contains(peer)) return;
  std::set<std::uint16_t>& known = ports[peer];
  if (known.size() < kMostPorts) known.insert(port);
}

}  // namespace

bool ArrivalWatch::Start() {
  Stop();
  seen_.clear();
  asked_.clear();
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
  ReadHeads(descriptor_.native_handle(),
            [this](const PacketHead& head, bool outgoing) { Note(head, outgoing); });
}

// The vantage serves its API at the address that it probes from: what it answers there comes to a
// port of this host, too, that nobody has forwarded.
void ArrivalWatch::Note(const PacketHead& head, bool outgoing) {
  if (outgoing) {
    if (head.transport != Transport::kUdp) return;  // a SYN tells itself
    Remember(asked_, {head.destination, head.transport}, head.source_port);
    return;
  }
  const Peer peer(head.source, head.transport);
  const auto asked = asked_.find(peer);
  const bool answer = asked != asked_.end() && asked->second.contains(head.port);
  if (head.asks() && !answer) Remember(seen_, peer, head.port);
}

}  // namespace reach::host
