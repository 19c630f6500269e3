#include "exporter/net/error_queue.h"

#include <netinet/in.h>
#include <sys/socket.h>
// After netinet/in.h: it needs struct timespec and sockaddr.
#include <linux/errqueue.h>

#include <array>
#include <cstring>

namespace reach {
namespace {

// From a sockaddr of either family, possibly unaligned; no address for another family.
Address AddressAt(const void* socket_address) {
  sockaddr_in6 storage{};
  std::memcpy(&storage.sin6_family, socket_address, sizeof storage.sin6_family);
  Address address;
  if (storage.sin6_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, socket_address, sizeof v4);
    std::memcpy(address.bytes.data(), &v4.sin_addr, 4);
    address.family = Family::kIp4;
  } else if (storage.sin6_family == AF_INET6) {
    std::memcpy(&storage, socket_address, sizeof storage);
    std::memcpy(address.bytes.data(), &storage.sin6_addr, 16);
    address.family = Family::kIp6;
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
    result.sender = AddressAt(SO_EE_OFFENDER(&error));
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

std::optional<QueueEntry> TakeQueueEntry(int fd, std::span<char> buffer) {
  alignas(cmsghdr) std::array<char, 512> control{};
  sockaddr_storage destination{};
  iovec data{buffer.data(), buffer.size()};
  msghdr message{};
  message.msg_name = &destination;
  message.msg_namelen = sizeof destination;
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  const ssize_t size = recvmsg(fd, &message, MSG_ERRQUEUE | MSG_DONTWAIT);
  if (size < 0) return std::nullopt;
  return QueueEntry{
      ErrorOf(message), AddressAt(&destination), {buffer.data(), static_cast<std::size_t>(size)}};
}

std::optional<QueuedError> DrainErrorQueue(int fd) {
  std::optional<QueuedError> first;
  std::array<char, 64> quoted{};
  while (const auto entry = TakeQueueEntry(fd, quoted)) {
    if (!first) first = entry->error;
  }
  return first;
}

}  // namespace reach
