#include "exporter/vantage/arrival_watch.h"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <sys/socket.h>

#include <array>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>

namespace reach::vantage {
namespace {

constexpr std::size_t kMost = 10000;
// A header, its options and a mark.
constexpr std::size_t kLooked = 256;

}  // namespace

std::shared_ptr<ArrivalWatch> ArrivalWatch::Open(asio::io_context& io) {
  const int fd = ::socket(AF_PACKET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, htons(ETH_P_ALL));
  if (fd < 0) return nullptr;
  const std::shared_ptr<ArrivalWatch> watch(new ArrivalWatch(io, fd));
  asio::co_spawn(io, Watch(watch), asio::detached);
  return watch;
}

Task<void> ArrivalWatch::Watch(std::shared_ptr<ArrivalWatch> self) {
  while (self->descriptor_.is_open()) {
    const auto [error] =
        co_await self->descriptor_.async_wait(asio::posix::descriptor_base::wait_read, kTuple);
    if (error) co_return;
    self->Drain();
  }
}

// On loopback each packet passes twice; what goes out is not what arrives.
void ArrivalWatch::Drain() {
  std::array<char, kLooked> bytes;
  sockaddr_ll from{};
  for (;;) {
    socklen_t length = sizeof(from);
    const ssize_t size = ::recvfrom(descriptor_.native_handle(), bytes.data(), bytes.size(), 0,
                                    reinterpret_cast<sockaddr*>(&from), &length);
    if (size < 0) return;
    if (from.sll_pkttype == PACKET_OUTGOING || arrived_.size() >= kMost) continue;
    auto arrived = ReadArrived({bytes.data(), static_cast<std::size_t>(size)});
    if (arrived) arrived_.push_back(*std::move(arrived));
  }
}

const std::vector<Arrived>& ArrivalWatch::arrived() {
  if (descriptor_.is_open()) Drain();
  return arrived_;
}

void ArrivalWatch::Stop() {
  asio::error_code ignored;
  descriptor_.close(ignored);
}

}  // namespace reach::vantage
