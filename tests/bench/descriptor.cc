#include "tests/bench/descriptor.h"

#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace reach::bench {

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

int Checked(int result, const std::string& what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

void RaiseLimit() {
  rlimit limit{};
  Checked(::getrlimit(RLIMIT_NOFILE, &limit), "getrlimit");
  limit.rlim_cur = limit.rlim_max;
  Checked(::setrlimit(RLIMIT_NOFILE, &limit), "setrlimit");
}

Descriptor TcpSocket() {
  return Descriptor(
      Checked(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), "socket"));
}

void ConnectLocal(const Descriptor& socket, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int result =
      ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
  if (result != 0 && errno != EINPROGRESS) Checked(result, "connect");
}

}  // namespace reach::bench
