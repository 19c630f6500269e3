#include "tests/bench/packet.h"

#include <netinet/in.h>
#include <netinet/ip.h>
#include <netinet/tcp.h>

#include <cstring>

namespace reach::bench {
namespace {

// RFC 1071, over pieces of even length.
class Checksum {
 public:
  void Add(const void* bytes, std::size_t size) {
    const auto* at = static_cast<const std::uint8_t*>(bytes);
    for (std::size_t i = 0; i + 1 < size; i += 2) {
      std::uint16_t word = 0;
      std::memcpy(&word, at + i, 2);
      sum_ += word;
    }
  }
  std::uint16_t value() const {
    std::uint32_t sum = sum_;
    while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
    return static_cast<std::uint16_t>(~sum);
  }

 private:
  std::uint32_t sum_ = 0;
};

struct Headers {
  iphdr ip{};
  tcphdr tcp{};
};
static_assert(sizeof(Headers) == sizeof(Packet));

std::optional<Headers> Read(std::span<const std::uint8_t> packet) {
  Headers headers;
  if (packet.size() < sizeof(Headers)) return std::nullopt;
  std::memcpy(&headers.ip, packet.data(), sizeof headers.ip);
  const std::size_t length = std::size_t{headers.ip.ihl} * 4;
  const bool fits = length >= sizeof headers.ip && packet.size() >= length + sizeof headers.tcp;
  if (headers.ip.version != 4 || headers.ip.protocol != IPPROTO_TCP || !fits) return std::nullopt;
  std::memcpy(&headers.tcp, packet.data() + length, sizeof headers.tcp);
  return headers;
}

void Seal(Headers& headers) {
  Checksum ip;
  ip.Add(&headers.ip, sizeof headers.ip);
  headers.ip.check = ip.value();
  Checksum tcp;
  tcp.Add(&headers.ip.saddr, 8);
  const std::array<std::uint16_t, 2> rest = {htons(IPPROTO_TCP), htons(sizeof headers.tcp)};
  tcp.Add(rest.data(), sizeof rest);
  tcp.Add(&headers.tcp, sizeof headers.tcp);
  headers.tcp.check = tcp.value();
}

}  // namespace

std::optional<Packet> AnswerTo(std::span<const std::uint8_t> packet) {
  const auto asked = Read(packet);
  if (!asked || asked->tcp.rst || !(asked->tcp.syn || asked->tcp.fin)) return std::nullopt;
  Headers answer;
  answer.ip.version = 4;
  answer.ip.ihl = sizeof answer.ip / 4;
  answer.ip.tot_len = htons(sizeof answer);
  answer.ip.ttl = 64;
  answer.ip.protocol = IPPROTO_TCP;
  answer.ip.saddr = asked->ip.daddr;
  answer.ip.daddr = asked->ip.saddr;
  answer.tcp.source = asked->tcp.dest;
  answer.tcp.dest = asked->tcp.source;
  answer.tcp.doff = sizeof answer.tcp / 4;
  answer.tcp.window = htons(65535);
  answer.tcp.ack = 1;
  answer.tcp.ack_seq = htonl(ntohl(asked->tcp.seq) + 1);
  const bool refused = asked->tcp.syn && ntohs(asked->tcp.dest) >= kFirstRefusedPort;
  answer.tcp.rst = refused;
  answer.tcp.syn = asked->tcp.syn && !refused;
  answer.tcp.fin = asked->tcp.fin;
  if (asked->tcp.fin) answer.tcp.seq = asked->tcp.ack_seq;
  Seal(answer);
  Packet bytes{};
  std::memcpy(bytes.data(), &answer, sizeof answer);
  return bytes;
}

}  // namespace reach::bench
