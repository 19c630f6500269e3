#include "exporter/net/answer_watch.h"

#include <arpa/inet.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <sys/socket.h>

#include <algorithm>
#include <vector>

#include "exporter/net/packet_socket.h"

namespace reach {
namespace {

// A flood must not keep the loop from its other work.
constexpr int kMostAtOnce = 4096;

constexpr std::size_t kMostPorts = 1000;

std::uint32_t WordAt(const Address& address, std::size_t at) {
  const auto& bytes = address.bytes;
  return std::uint32_t{bytes[at]} << 24 | std::uint32_t{bytes[at + 1]} << 16 |
         std::uint32_t{bytes[at + 2]} << 8 | std::uint32_t{bytes[at + 3]};
}

// Only what has this source comes to us at all: a game server's host gets many packets.
bool FilterSource(int fd, const Address& address) {
  const std::uint32_t first = address.is_v6() ? 8 : 12;  // of the address in the header
  const std::size_t words = address.is_v6() ? 4 : 1;
  std::vector<sock_filter> code;
  for (std::size_t i = 0; i < words; ++i) {
    const auto skipped = static_cast<std::uint8_t>((words - i - 1) * 2 + 1);
    code.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, first + static_cast<std::uint32_t>(i) * 4));
    code.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, WordAt(address, i * 4), 0, skipped));
  }
  code.push_back(BPF_STMT(BPF_RET | BPF_K, 128));
  code.push_back(BPF_STMT(BPF_RET | BPF_K, 0));
  const sock_fprog program{static_cast<unsigned short>(code.size()), code.data()};
  return setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) == 0;
}

// Bound to the protocol last, so that nothing comes before the filter is there.
int Open(const Address& address) {
  const int fd = socket(AF_PACKET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  sockaddr_ll any{};
  any.sll_family = AF_PACKET;
  any.sll_protocol = htons(address.is_v6() ? ETH_P_IPV6 : ETH_P_IP);
  if (FilterSource(fd, address) &&
      bind(fd, reinterpret_cast<const sockaddr*>(&any), sizeof any) == 0) {
    return fd;
  }
  close(fd);
  return -1;
}

}  // namespace

AnswerWatch::AnswerWatch(asio::io_context& io, const Address& address)
    : address_(address), descriptor_(io) {
  const int fd = Open(address);
  if (fd < 0) return;
  descriptor_.assign(fd);
  Wait();
}

std::optional<AnswerWatch::Reset> AnswerWatch::ResetOf(std::uint16_t port) {
  Drain();
  const auto found = resets_.find(port);
  return found == resets_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::uint8_t> AnswerWatch::TtlBeside(std::uint16_t port) {
  Drain();
  const auto found = std::find_if(replies_.begin(), replies_.end(),
                                  [port](const auto& reply) { return reply.first != port; });
  return found == replies_.end() ? std::nullopt : std::optional(found->second);
}

void AnswerWatch::Wait() {
  descriptor_.async_wait(asio::posix::descriptor_base::wait_read, [this](asio::error_code ec) {
    if (ec) return;
    Drain();
    Wait();
  });
}

void AnswerWatch::Drain() {
  if (!permitted()) return;
  ReadPackets(descriptor_.native_handle(), kMostAtOnce,
              [this](std::span<const std::uint8_t> packet, bool outgoing) {
                const auto head = ReadPacketHead(packet);
                if (head && !outgoing && head->source == address_) Note(*head);
              });
}

void AnswerWatch::Note(const PacketHead& head) {
  if (head.reset) {
    if (resets_.size() >= kMostPorts) return;
    Reset& reset = resets_[head.source_port];
    reset.ttl = head.ttl;
    reset.tos = std::max(reset.tos, head.tos);
  } else if (!head.asks() || head.transport == Transport::kUdp) {
    if (replies_.size() < kMostPorts) replies_[head.source_port] = head.ttl;
  }
}

}  // namespace reach
