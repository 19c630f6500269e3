#include "tests/support/echo_forger.h"

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
  std::string message = icmp::EncodeRequest(family, echo, 56);
  message[0] = family == Family::kIp6 ? '\x81' : '\x00';
  if (family == Family::kIp6) return message;
  message[2] = message[3] = 0;
  const std::uint16_t sum = icmp::Checksum(message);
  message[2] = static_cast<char>(sum >> 8);
  message[3] = static_cast<char>(sum & 0xFF);
  return message;
}

}  // namespace

EchoForger::EchoForger(Family family)
    : family_(family),
      fd_(family == Family::kIp6 ? socket(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6)
                                 : socket(AF_INET, SOCK_RAW, IPPROTO_ICMP)) {}

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
