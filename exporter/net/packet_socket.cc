#include "exporter/net/packet_socket.h"

#include <linux/if_packet.h>
#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <span>

namespace reach {

void ReadHeads(int fd, const std::function<void(const PacketHead& head, bool outgoing)>& take) {
  std::array<std::uint8_t, 128> packet;
  while (true) {
    sockaddr_ll from{};
    socklen_t length = sizeof(from);
    const ssize_t size =
        recvfrom(fd, packet.data(), packet.size(), 0, reinterpret_cast<sockaddr*>(&from), &length);
    if (size < 0) return;
    const bool outgoing = from.sll_pkttype == PACKET_OUTGOING;
    if (from.sll_pkttype != PACKET_HOST && !outgoing) continue;
    const auto head = ReadPacketHead(std::span(packet).first(static_cast<std::size_t>(size)));
    if (head) take(*head, outgoing);
  }
}

}  // namespace reach
