#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <vector>

#include "tests/bench/commands.h"
#include "tests/bench/descriptor.h"

namespace reach::bench {
namespace {

Descriptor Listen(std::uint16_t port, int backlog) {
  Descriptor socket = TcpSocket();
  const int on = 1;
  Checked(::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on), "SO_REUSEADDR");
  sockaddr_in any{};
  any.sin_family = AF_INET;
  any.sin_port = htons(port);
  Checked(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&any), sizeof any), "bind");
  Checked(::listen(socket.get(), backlog), "listen");
  return socket;
}

void Watch(const Descriptor& epoll, int fd, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.fd = fd;
  Checked(::epoll_ctl(epoll.get(), EPOLL_CTL_ADD, fd, &event), "epoll_ctl");
}

void AcceptAll(const Descriptor& epoll, const Descriptor& listener) {
  for (;;) {
    const int fd = ::accept4(listener.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0 && (errno == ECONNABORTED || errno == EINTR)) continue;
    if (fd < 0) return;
    Watch(epoll, fd, EPOLLIN | EPOLLRDHUP);
  }
}

}  // namespace

void Accept(std::uint16_t port) {
  const Descriptor epoll(Checked(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1"));
  const Descriptor listener = Listen(port, SOMAXCONN);
  Watch(epoll, listener.get(), EPOLLIN);
  std::array<epoll_event, 256> events{};
  for (;;) {
    const int count = ::epoll_wait(epoll.get(), events.data(), events.size(), -1);
    for (int i = 0; i < count; ++i) {
      const int fd = events[static_cast<std::size_t>(i)].data.fd;
      if (fd == listener.get()) {
        AcceptAll(epoll, listener);
      } else {
        ::close(fd);  // whatever came, it was the client's end
      }
    }
  }
}

void Silence(std::uint16_t port) {
  const Descriptor listener = Listen(port, 0);
  std::vector<Descriptor> fill;
  for (int i = 0; i < 4; ++i) {
    fill.push_back(TcpSocket());
    ConnectLocal(fill.back(), port);
  }
  for (;;) ::pause();
}

}  // namespace reach::bench
