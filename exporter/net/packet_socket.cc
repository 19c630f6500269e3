#include "exporter/net/packet_socket.h"

#include <linux/if_packet.h>
#include <sys/socket.h>

#include <array>

namespace reach {

void ReadPackets(int fd, int most, const TakePacket& take) {
  std::array<std::uint8_t, 256> packet;
  for (int i = 0; i < most; ++i) {
    sockaddr_ll from{};
    socklen_t length = sizeof(from);
    const ssize_t size =
        recvfrom(fd, packet.data(), packet.size(), 0, reinterpret_cast<sockaddr*>(&from), &length);
    if (size < 0) return;
    const bool outgoing = from.sll_pkttype == PACKET_OUTGOING;
    if (from.sll_pkttype != PACKET_HOST && !outgoing) continue;
    take(std::span(packet).first(static_cast<std::size_t>(size)), outgoing);
  }
}

}  // namespace reach
