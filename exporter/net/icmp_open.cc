#include "exporter/net/icmp_open.h"

#include <linux/filter.h>
#include <netinet/in.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "exporter/net/arrival.h"
#include "exporter/net/error_queue.h"

namespace reach {
namespace {

int Open(Family family, int type) {
  const int kind = type | SOCK_NONBLOCK | SOCK_CLOEXEC;
  return family == Family::kIp6 ? socket(AF_INET6, kind, IPPROTO_ICMPV6)
                                : socket(AF_INET, kind, IPPROTO_ICMP);
}

void SwitchOn(int fd, int level, int option) {
  const int on = 1;
  setsockopt(fd, level, option, &on, sizeof on);
}

std::uint16_t RandomId() {
  std::uint16_t id = 0;
  const bool random = getrandom(&id, sizeof id, GRND_NONBLOCK) == sizeof id;
  return random ? id : static_cast<std::uint16_t>(getpid());
}

// A raw socket sees every ICMP message of the network namespace: let the kernel drop all but the
// echo replies that bear `id`. IPv4 messages begin with the IP header, IPv6 ones with the ICMP one.
void FilterReplies(int fd, Family family, std::uint16_t id) {
  constexpr auto kLoad = static_cast<std::uint16_t>(BPF_LD | BPF_ABS);
  constexpr auto kLoadIndexed = static_cast<std::uint16_t>(BPF_LD | BPF_IND);
  constexpr auto kJumpEqual = static_cast<std::uint16_t>(BPF_JMP | BPF_JEQ | BPF_K);
  constexpr auto kReturn = static_cast<std::uint16_t>(BPF_RET | BPF_K);
  const bool v6 = family == Family::kIp6;
  const auto load = v6 ? kLoad : kLoadIndexed;
  const std::uint32_t reply = v6 ? 129 : 0;
  std::array<sock_filter, 7> program = {{
      {static_cast<std::uint16_t>(BPF_LDX | BPF_B | BPF_MSH), 0, 0, 0},  // X: IPv4 header length
      {static_cast<std::uint16_t>(load | BPF_B), 0, 0, 0},               // the type
      {kJumpEqual, 0, 3, reply},
      {static_cast<std::uint16_t>(load | BPF_H), 0, 0, 4},  // the id
      {kJumpEqual, 0, 1, id},
      {kReturn, 0, 0, 0x40000},
      {kReturn, 0, 0, 0},
  }};
  const sock_fprog filter{program.size(), program.data()};
  setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter);
}

bool LacksPermission(int error) { return error == EACCES || error == EPERM; }

}  // namespace

OpenedIcmp OpenIcmp(Family family) {
  OpenedIcmp opened;
  opened.fd = Open(family, SOCK_DGRAM);
  opened.error = opened.fd < 0 ? errno : 0;
  if (LacksPermission(opened.error) || opened.error == EPROTONOSUPPORT) {
    opened.raw = true;
    opened.fd = Open(family, SOCK_RAW);
    opened.error = opened.fd < 0 ? errno : 0;
  }
  if (opened.fd < 0) return opened;
  EnableErrorQueue(opened.fd, family);
  EnableArrivalTimes(opened.fd);
  const bool v6 = family == Family::kIp6;
  SwitchOn(opened.fd, v6 ? IPPROTO_IPV6 : IPPROTO_IP, v6 ? IPV6_RECVHOPLIMIT : IP_RECVTTL);
  if (!opened.raw) return opened;
  opened.id = RandomId();
  FilterReplies(opened.fd, family, opened.id);
  return opened;
}

}  // namespace reach
