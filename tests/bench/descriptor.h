// A file descriptor that closes itself, and a system call's failure as an exception.
// Thread: values. Owner: whoever holds one.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

namespace reach::bench {

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor();
  int get() const { return fd_; }

 private:
  int fd_;
};

// The result of a system call, or an exception that names `what` and errno.
int Checked(int result, const std::string& what);

// As many descriptors as the hard limit allows.
void RaiseLimit();

// A non-blocking IPv4 TCP socket.
Descriptor TcpSocket();

// connect() to 127.0.0.1, not waited for.
void ConnectLocal(const Descriptor& socket, std::uint16_t port);

}  // namespace reach::bench
