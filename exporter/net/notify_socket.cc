#include "exporter/net/notify_socket.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <utility>

namespace reach {
namespace {

std::error_code SystemError(int error) { return {error, std::system_category()}; }

// No room: the manager does not read. The control loop cannot wait for it for long.
constexpr timeval kPatience{1, 0};

}  // namespace

NotifySocket::NotifySocket(std::string address) : address_(std::move(address)) {}

std::error_code NotifySocket::Send(std::string_view assignments) const {
  if (!connected()) return {};
  sockaddr_un peer{};
  peer.sun_family = AF_UNIX;
  const bool abstract = address_.front() == '@';
  if (!abstract && address_.front() != '/') return SystemError(EAFNOSUPPORT);
  if (address_.size() >= sizeof(peer.sun_path)) return SystemError(ENAMETOOLONG);
  address_.copy(peer.sun_path, address_.size());
  if (abstract) peer.sun_path[0] = '\0';
  const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return SystemError(errno);
  ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof(kPatience));
  // An abstract name is as long as the length says; that of a path may end with its zero byte.
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address_.size());
  const ssize_t sent = ::sendto(descriptor, assignments.data(), assignments.size(), MSG_NOSIGNAL,
                                reinterpret_cast<const sockaddr*>(&peer), length);
  const int error = errno;
  ::close(descriptor);
  return sent < 0 ? SystemError(error) : std::error_code();
}

}  // namespace reach
