#include "exporter/net/hop_limit.h"

#include <netinet/in.h>
#include <sys/socket.h>

namespace reach {

void LimitHops(int fd, Family family, std::uint8_t hops) {
  const int limit = hops;
  if (family == Family::kIp6) {
    setsockopt(fd, IPPROTO_IPV6, IPV6_UNICAST_HOPS, &limit, sizeof limit);
  } else {
    setsockopt(fd, IPPROTO_IP, IP_TTL, &limit, sizeof limit);
  }
}

}  // namespace reach
