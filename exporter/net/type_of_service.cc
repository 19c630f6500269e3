#include "exporter/net/type_of_service.h"

#include <netinet/in.h>
#include <sys/socket.h>

namespace reach {

void SetTypeOfService(int fd, Family family, std::uint8_t tos) {
  const int value = tos;
  if (family == Family::kIp6) {
    setsockopt(fd, IPPROTO_IPV6, IPV6_TCLASS, &value, sizeof value);
  } else {
    setsockopt(fd, IPPROTO_IP, IP_TOS, &value, sizeof value);
  }
}

}  // namespace reach
