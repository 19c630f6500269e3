#include "exporter/net/icmp_message.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "exporter/net/arrival.h"
#include "exporter/net/endpoint.h"
#include "exporter/net/task.h"

namespace reach {
namespace {

// The kernel keeps ICMP errors of earlier echoes on the socket and reports them at the next call.
constexpr int kTries = 3;

class Control {
 public:
  explicit Control(msghdr& message) : message_(message) {}

  template <typename Value>
  void Add(int level, int type, const Value& value) {
    message_.msg_control = bytes_.data();
    auto* part = reinterpret_cast<cmsghdr*>(bytes_.data() + message_.msg_controllen);
    part->cmsg_level = level;
    part->cmsg_type = type;
    part->cmsg_len = CMSG_LEN(sizeof value);
    std::memcpy(CMSG_DATA(part), &value, sizeof value);
    message_.msg_controllen += CMSG_SPACE(sizeof value);
  }

 private:
  alignas(cmsghdr) std::array<char, 128> bytes_{};
  msghdr& message_;
};

void AddSettings(Control& control, const EchoSettings& settings, bool v6) {
  if (settings.ttl != 0) {
    control.Add(v6 ? IPPROTO_IPV6 : IPPROTO_IP, v6 ? IPV6_HOPLIMIT : IP_TTL, settings.ttl);
  }
  if (!settings.source) return;
  if (v6) {
    in6_pktinfo info{};
    std::memcpy(&info.ipi6_addr, settings.source.bytes.data(), sizeof info.ipi6_addr);
    info.ipi6_ifindex = settings.source.scope;
    control.Add(IPPROTO_IPV6, IPV6_PKTINFO, info);
  } else {
    in_pktinfo info{};
    std::memcpy(&info.ipi_spec_dst, settings.source.bytes.data(), sizeof info.ipi_spec_dst);
    control.Add(IPPROTO_IP, IP_PKTINFO, info);
  }
}

// The only setting that no message can bear. PROBE and not DO: the kernel must not answer with what
// it remembers of the path (ip(7) "IP_MTU_DISCOVER").
void SetFragmenting(int fd, bool v6, bool allowed) {
  static_assert(IP_PMTUDISC_WANT == IPV6_PMTUDISC_WANT && IP_PMTUDISC_PROBE == IPV6_PMTUDISC_PROBE);
  const int discover = allowed ? IP_PMTUDISC_WANT : IP_PMTUDISC_PROBE;
  const int level = v6 ? IPPROTO_IPV6 : IPPROTO_IP;
  setsockopt(fd, level, v6 ? IPV6_MTU_DISCOVER : IP_MTU_DISCOVER, &discover, sizeof discover);
  const int whole = allowed ? 0 : 1;
  if (v6) setsockopt(fd, level, IPV6_DONTFRAG, &whole, sizeof whole);
}

int Send(int fd, const msghdr& message) {
  int error = 0;
  for (int tries = 0; tries < kTries; ++tries) {
    if (sendmsg(fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0) return 0;
    error = errno;
  }
  return error;
}

// For a source that is not on this host the kernel has the errnos of a missing route.
bool IsOurs(const Address& address) {
  const auto endpoint = EndpointOf<asio::ip::udp>(address, 0);
  const int fd = socket(endpoint.protocol().family(), SOCK_DGRAM | SOCK_CLOEXEC, 0);
  const int result = bind(fd, endpoint.data(), static_cast<socklen_t>(endpoint.size()));
  const bool ours = result == 0 || errno != EADDRNOTAVAIL;
  if (fd >= 0) close(fd);
  return ours;
}

int HopLimit(msghdr& message) {
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part)) {
    const bool v4 = part->cmsg_level == IPPROTO_IP && part->cmsg_type == IP_TTL;
    const bool v6 = part->cmsg_level == IPPROTO_IPV6 && part->cmsg_type == IPV6_HOPLIMIT;
    if (!v4 && !v6) continue;
    int limit = 0;
    std::memcpy(&limit, CMSG_DATA(part), sizeof limit);
    return limit;
  }
  return 0;
}

}  // namespace

int SendIcmp(int fd, const Address& to, const EchoSettings& settings, std::string_view message) {
  const bool v6 = to.is_v6();
  if (settings.source && settings.source.is_v6() != v6) return EADDRNOTAVAIL;
  auto endpoint = EndpointOf<asio::ip::udp>(to, 0);
  iovec data{const_cast<char*>(message.data()), message.size()};
  msghdr header{};
  header.msg_name = endpoint.data();
  header.msg_namelen = static_cast<socklen_t>(endpoint.size());
  header.msg_iov = &data;
  header.msg_iovlen = 1;
  Control control(header);
  AddSettings(control, settings, v6);
  if (settings.dont_fragment) SetFragmenting(fd, v6, false);
  const int error = Send(fd, header);
  if (settings.dont_fragment) SetFragmenting(fd, v6, true);
  return error != 0 && settings.source && !IsOurs(settings.source) ? EADDRNOTAVAIL : error;
}

std::optional<IcmpArrival> ReceiveIcmp(int fd, std::array<char, 65535>& buffer) {
  alignas(cmsghdr) std::array<char, 128> control{};
  asio::ip::udp::endpoint sender;
  iovec data{buffer.data(), buffer.size()};
  msghdr message{};
  message.msg_name = sender.data();
  message.msg_namelen = static_cast<socklen_t>(sender.capacity());
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  const ssize_t size = recvmsg(fd, &message, MSG_DONTWAIT);
  if (size < 0) return std::nullopt;
  return IcmpArrival{{buffer.data(), static_cast<std::size_t>(size)},
                     FromAsio(sender.address()),
                     HopLimit(message),
                     ArrivalTime(message)};
}

}  // namespace reach
