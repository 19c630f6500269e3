#include "exporter/net/socket_origin.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>

#include "exporter/net/endpoint.h"
#include "exporter/net/task.h"

namespace reach {
namespace {

int Bind(const Address& source, int fd) {
  // The port is chosen by connect(): many connections may then share it.
  const int late = 1;
  setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &late, sizeof late);
  const auto endpoint = EndpointOf<asio::ip::udp>(source, 0);
  const auto size = static_cast<socklen_t>(endpoint.size());
  return ::bind(fd, endpoint.data(), size) == 0 ? 0 : errno;
}

}  // namespace

int ApplyOrigin(const SocketOrigin& origin, int fd, Family family) {
  if (origin.mark != 0 &&
      setsockopt(fd, SOL_SOCKET, SO_MARK, &origin.mark, sizeof origin.mark) != 0) {
    return errno;
  }
  const auto length = static_cast<socklen_t>(origin.interface.size());
  if (length > 0 &&
      setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, origin.interface.data(), length) != 0) {
    return errno;
  }
  if (!origin.source) return 0;
  return origin.source.family == family ? Bind(origin.source, fd) : EADDRNOTAVAIL;
}

Observation OriginFailure(int error) {
  Observation result;
  result.error = error;
  const bool no_memory = error == ENOBUFS || error == ENOMEM;
  result.reason = error == EPERM ? Reason::kNoPermission
                  : no_memory    ? Reason::kNoDescriptors
                                 : Reason::kSourceUnusable;
  return result;
}

Reason ReasonFromOrigin(Reason reason) {
  return reason == Reason::kNoRoute ? Reason::kSourceUnusable : reason;
}

}  // namespace reach
