// A plain socket client that sends the bytes a test wants and reads what comes back.
// Thread: one. Owner: the test.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace reach::test {

class HttpClient {
 public:
  // To 127.0.0.1, or to ::1.
  explicit HttpClient(std::uint16_t port, bool v6 = false);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  bool connected() const { return connected_; }
  // False when the connection is gone.
  bool Send(std::string_view bytes);
  // One response with Content-Length, "" when the connection ends first. `with_body`: not for HEAD.
  std::string ReadResponse(bool with_body = true);
  // Everything until the server closes; fails the test when that takes ten seconds.
  std::string ReadToEnd();
  void Close();
  // Closes with a RST.
  void Reset();

 private:
  bool ReadMore();

  int fd_ = -1;
  bool connected_ = false;
  std::string unread_;
};

// "GET path" on a connection of its own, with further header lines ("Accept: x\r\n").
std::string Get(std::uint16_t port, std::string_view path, std::string_view headers = {});

std::string BodyOf(const std::string& response);

}  // namespace reach::test
