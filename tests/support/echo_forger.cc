#include "tests/support/echo_forger.h"

#include <linux/filter.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

#include "exporter/net/icmp_message.h"
#include "tests/support/loopback.h"

namespace reach::test {
namespace {

// The sequence and the nonce stay as they are; only the type differs between request and reply.
std::string ReplyBytes(Family family, const icmp::Echo& echo) {
  std::string message = icmp::EncodeRequest(family, echo, EchoForger::PayloadSize());
  message[0] = family == Family::kIp6 ? '\x81' : '\x00';
  if (family == Family::kIp6) return message;
  message[2] = message[3] = 0;
  const std::uint16_t sum = icmp::Checksum(message);
  message[2] = static_cast<char>(sum >> 8);
  message[3] = static_cast<char>(sum & 0xFF);
  return message;
}

// Only messages of this length; the raw sockets of IPv4 see the IP header too.
void FilterLength(int fd, Family family) {
  const std::size_t headers = family == Family::kIp6 ? 8 : 20 + 8;
  const auto length = static_cast<std::uint32_t>(headers + EchoForger::PayloadSize());
  std::array<sock_filter, 4> steps{{
      BPF_STMT(BPF_LD | BPF_W | BPF_LEN, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, length, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, 0xFFFF),
      BPF_STMT(BPF_RET | BPF_K, 0),
  }};
  const sock_fprog program{steps.size(), steps.data()};
  setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program);
  char first;  // what came before the filter was there
  while (recv(fd, &first, 1, MSG_DONTWAIT) >= 0) continue;
}

}  // namespace

EchoForger::EchoForger(Family family)
    : family_(family),
      fd_(family == Family::kIp6 ? socket(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6)
                                 : socket(AF_INET, SOCK_RAW, IPPROTO_ICMP)) {
  if (fd_ >= 0) FilterLength(fd_, family);
}

// ctest gives each test a process.
std::size_t EchoForger::PayloadSize() { return 100 + static_cast<std::size_t>(getpid()) % 1000; }

EchoForger::~EchoForger() {
  if (fd_ >= 0) close(fd_);
}

icmp::QuotedEcho EchoForger::Hear() {
  std::array<char, 2048> buffer{};
  while (true) {
    const ssize_t size = recv(fd_, buffer.data(), buffer.size(), 0);
    std::string_view message(buffer.data(), size < 0 ? 0 : static_cast<std::size_t>(size));
    if (family_ == Family::kIp4) message = icmp::SkipIp4Header(message).value_or("");
    if (const auto echo = icmp::ParseQuotedRequest(family_, message)) return *echo;
  }
}

bool EchoForger::Reply(const icmp::Echo& echo, const Address& sender) {
  EchoSettings settings;
  settings.source = sender;
  return SendIcmp(fd_, Loopback(family_), settings, ReplyBytes(family_, echo)) == 0;
}

}  // namespace reach::test
