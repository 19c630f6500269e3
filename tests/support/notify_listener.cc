#include "tests/support/notify_listener.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <system_error>
#include <utility>

namespace reach::test {

NotifyListener::NotifyListener(std::string address) : address_(std::move(address)) {
  if (address_.empty()) address_ = folder_.path() + "/notify";
  sockaddr_un own{};
  own.sun_family = AF_UNIX;
  address_.copy(own.sun_path, sizeof(own.sun_path) - 1);
  if (address_.front() == '@') own.sun_path[0] = '\0';
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address_.size());
  descriptor_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (::bind(descriptor_, reinterpret_cast<const sockaddr*>(&own), length) != 0) {
    throw std::system_error(errno, std::system_category(), address_);
  }
}

NotifyListener::~NotifyListener() {
  ::close(descriptor_);
  if (address_.front() == '/') ::unlink(address_.c_str());
}

std::string NotifyListener::Receive() const {
  std::array<char, 4096> buffer{};
  const ssize_t size = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
  return {buffer.data(), static_cast<std::size_t>(size < 0 ? 0 : size)};
}

}  // namespace reach::test
