#include "exporter/net/incoming_packets.h"

#include <arpa/inet.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <sys/socket.h>

#include <array>

namespace reach {
namespace {

// A flood must not keep the loop from its other work.
constexpr int kPerTurn = 256;
constexpr int kAtTheEnd = 4096;

constexpr std::uint32_t kPacketType = static_cast<std::uint32_t>(SKF_AD_OFF + SKF_AD_PKTTYPE);
constexpr std::uint32_t kSynAckFlags = 0x12;
constexpr std::uint32_t kSyn = 0x02;
constexpr std::uint32_t kLooked = 256;  // bytes of each packet

// What this process never sees costs it nothing: all of a TCP connection but its first packet. The
// jumps count the instructions to pass over (linux/filter.h).
constexpr std::array<sock_filter, 26> kWanted = {{
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, kPacketType),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PACKET_HOST, 8, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PACKET_OUTGOING, 0, 22),
    BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0),  // it goes out: version
    BPF_STMT(BPF_ALU | BPF_RSH | BPF_K, 4),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 6, 2, 0),
    BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 9),  // IPv4: protocol
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, IPPROTO_UDP, 16, 17),
    BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 6),  // IPv6: next header
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, IPPROTO_UDP, 14, 15),
    BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0),  // it comes: version
    BPF_STMT(BPF_ALU | BPF_RSH | BPF_K, 4),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 6, 5, 0),
    BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 9),  // IPv4: protocol
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, IPPROTO_UDP, 9, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, IPPROTO_TCP, 0, 9),
    BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, 0),
    BPF_JUMP(BPF_JMP | BPF_JA, 3, 0, 0),
    BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 6),  // IPv6: next header
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, IPPROTO_UDP, 4, 0),
    BPF_STMT(BPF_LDX | BPF_W | BPF_IMM, 40),
    BPF_STMT(BPF_LD | BPF_B | BPF_IND, 13),  // TCP: flags
    BPF_STMT(BPF_ALU | BPF_AND | BPF_K, kSynAckFlags),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kSyn, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, kLooked),
    BPF_STMT(BPF_RET | BPF_K, 0),
}};

}  // namespace

std::shared_ptr<IncomingPackets> IncomingPackets::Open(asio::io_context& io, TakePacket take) {
  // Bound to no protocol it hears nothing, until the filter is there.
  const int fd = ::socket(AF_PACKET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return nullptr;
  std::shared_ptr<IncomingPackets> made(new IncomingPackets(io, fd, std::move(take)));
  auto wanted = kWanted;
  const sock_fprog program{static_cast<unsigned short>(wanted.size()), wanted.data()};
  sockaddr_ll all{};
  all.sll_family = AF_PACKET;
  all.sll_protocol = htons(ETH_P_ALL);
  if (::setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) != 0 ||
      ::bind(fd, reinterpret_cast<const sockaddr*>(&all), sizeof all) != 0) {
    return nullptr;
  }
  made->Wait();
  return made;
}

void IncomingPackets::Wait() {
  descriptor_.async_wait(asio::posix::descriptor_base::wait_read,
                         [weak = weak_from_this()](asio::error_code error) {
                           const auto self = weak.lock();
                           if (error || self == nullptr) return;
                           ReadPackets(self->descriptor_.native_handle(), kPerTurn, self->take_);
                           self->Wait();
                         });
}

void IncomingPackets::Drain() {
  ReadPackets(descriptor_.native_handle(), kAtTheEnd, take_);
  tpacket_stats stats{};
  socklen_t size = sizeof stats;
  const bool told =
      ::getsockopt(descriptor_.native_handle(), SOL_PACKET, PACKET_STATISTICS, &stats, &size) == 0;
  lost_ = lost_ || !told || stats.tp_drops > 0;
}

}  // namespace reach
