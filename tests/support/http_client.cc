#include "tests/support/http_client.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace reach::test {
namespace {

constexpr std::string_view kHeadEnd = "\r\n\r\n";

std::size_t LengthOf(const std::string& head) {
  constexpr std::string_view kField = "\r\nContent-Length: ";
  const std::size_t at = head.find(kField);
  return at == std::string::npos ? 0 : std::stoul(head.substr(at + kField.size()));
}

struct Dechunked {
  std::string text;
  std::size_t used = 0;  // bytes, with all framing
  bool whole = false;
};

bool IsChunked(const std::string& head) {
  return head.find("\r\nTransfer-Encoding: chunked") != std::string::npos;
}

// RFC 9112 7.1, without extensions and trailers.
Dechunked Dechunk(const std::string& body) {
  Dechunked result;
  for (;;) {
    const std::size_t line = body.find("\r\n", result.used);
    if (line == std::string::npos) return result;
    const std::size_t size = std::stoul(body.substr(result.used, line - result.used), nullptr, 16);
    if (body.size() < line + 2 + size + 2) return result;
    result.text += body.substr(line + 2, size);
    result.used = line + 2 + size + 2;
    if (size == 0) break;
  }
  result.whole = true;
  return result;
}

bool Connect(int fd, std::uint16_t port, bool v6) {
  sockaddr_in6 to6 = {};
  to6.sin6_family = AF_INET6;
  to6.sin6_port = htons(port);
  to6.sin6_addr = in6addr_loopback;
  sockaddr_in to4 = {};
  to4.sin_family = AF_INET;
  to4.sin_port = htons(port);
  to4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const auto* const to =
      v6 ? reinterpret_cast<const sockaddr*>(&to6) : reinterpret_cast<const sockaddr*>(&to4);
  return ::connect(fd, to, v6 ? sizeof(to6) : sizeof(to4)) == 0;
}

}  // namespace

HttpClient::HttpClient(std::uint16_t port, bool v6)
    : fd_(::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const timeval limit = {10, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
  connected_ = Connect(fd_, port, v6);
}

HttpClient::~HttpClient() { Close(); }

void HttpClient::Close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

void HttpClient::Reset() {
  const linger hard = {1, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard));
  Close();
}

bool HttpClient::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool HttpClient::ReadMore() {
  std::array<char, 65536> piece{};
  const ssize_t size = ::recv(fd_, piece.data(), piece.size(), 0);
  if (size < 0 && errno == EAGAIN) ADD_FAILURE() << "the server said nothing for ten seconds";
  if (size <= 0) return false;
  unread_.append(piece.data(), static_cast<std::size_t>(size));
  return true;
}

std::string HttpClient::ReadResponse(bool with_body) {
  std::size_t head = 0;
  while ((head = unread_.find(kHeadEnd)) == std::string::npos) {
    if (!ReadMore()) return {};
  }
  std::size_t size = head + kHeadEnd.size();
  if (with_body && IsChunked(unread_.substr(0, head))) {
    Dechunked body;
    while (!(body = Dechunk(unread_.substr(size))).whole) {
      if (!ReadMore()) return {};
    }
    size += body.used;
  } else if (with_body) {
    size += LengthOf(unread_.substr(0, head));
  }
  while (unread_.size() < size) {
    if (!ReadMore()) return {};
  }
  std::string response = unread_.substr(0, size);
  unread_.erase(0, size);
  return response;
}

std::string HttpClient::ReadToEnd() {
  while (ReadMore()) {
  }
  return std::move(unread_);
}

std::string Get(std::uint16_t port, std::string_view path, std::string_view headers) {
  HttpClient client(port);
  client.Send("GET " + std::string(path) + " HTTP/1.1\r\nHost: test\r\n" + std::string(headers) +
              "Connection: close\r\n\r\n");
  return client.ReadToEnd();
}

std::string BodyOf(const std::string& response) {
  const std::size_t head = response.find(kHeadEnd);
  if (head == std::string::npos) return {};
  std::string body = response.substr(head + kHeadEnd.size());
  return IsChunked(response.substr(0, head)) ? Dechunk(body).text : body;
}

}  // namespace reach::test
