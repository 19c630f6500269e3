#include "exporter/net/error_queue.h"

#include <netinet/in.h>
#include <sys/socket.h>
// After netinet/in.h: it needs struct timespec and sockaddr.
#include <linux/errqueue.h>

#include <array>
#include <cstring>

namespace reach {
namespace {

Address SenderOf(const sock_extended_err& error) {
  const auto* offender = reinterpret_cast<const std::uint8_t*>(&error) + sizeof error;
  sockaddr_storage storage{};
  Address address;
  if (error.ee_origin == SO_EE_ORIGIN_ICMP) {
    std::memcpy(&storage, offender, sizeof(sockaddr_in));
    std::memcpy(address.bytes.data(), &reinterpret_cast<sockaddr_in&>(storage).sin_addr, 4);
    address.family = storage.ss_family == AF_INET ? Family::kIp4 : Family::kAny;
  } else {
    std::memcpy(&storage, offender, sizeof(sockaddr_in6));
    std::memcpy(address.bytes.data(), &reinterpret_cast<sockaddr_in6&>(storage).sin6_addr, 16);
    address.family = storage.ss_family == AF_INET6 ? Family::kIp6 : Family::kAny;
  }
  return address;
}

std::optional<QueuedError> ErrorOf(msghdr& message) {
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part)) {
    const bool v4 = part->cmsg_level == IPPROTO_IP && part->cmsg_type == IP_RECVERR;
    const bool v6 = part->cmsg_level == IPPROTO_IPV6 && part->cmsg_type == IPV6_RECVERR;
    if (!v4 && !v6) continue;
    const auto& error = *reinterpret_cast<const sock_extended_err*>(CMSG_DATA(part));
    QueuedError result;
    result.error = static_cast<int>(error.ee_errno);
    result.from_icmp =
        error.ee_origin == SO_EE_ORIGIN_ICMP || error.ee_origin == SO_EE_ORIGIN_ICMP6;
    if (!result.from_icmp) return result;
    result.icmp_family = error.ee_origin == SO_EE_ORIGIN_ICMP ? Family::kIp4 : Family::kIp6;
    result.type = error.ee_type;
    result.code = error.ee_code;
    result.sender = SenderOf(error);
    return result;
  }
  return std::nullopt;
}

}  // namespace

void EnableErrorQueue(int fd, Family family) {
  const int on = 1;
  if (family == Family::kIp6) {
    setsockopt(fd, IPPROTO_IPV6, IPV6_RECVERR, &on, sizeof on);
  } else {
    setsockopt(fd, IPPROTO_IP, IP_RECVERR, &on, sizeof on);
  }
}

int TakeSocketError(int fd) {
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

std::optional<QueuedError> DrainErrorQueue(int fd) {
  std::optional<QueuedError> first;
  while (true) {
    alignas(cmsghdr) std::array<char, 512> control{};
    std::array<char, 64> payload{};
    iovec data{payload.data(), payload.size()};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    if (recvmsg(fd, &message, MSG_ERRQUEUE | MSG_DONTWAIT) < 0) return first;
    const auto entry = ErrorOf(message);
    if (!first && entry) first = entry;
  }
}

}  // namespace reach
