// The real dnsmasq on a free loopback port, for as long as the object lives.
// Thread: the test's. Owner: the test.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace reach::test {

class Dnsmasq {
 public:
  static bool Installed();

  // `options` as on its command line. Knows nothing but them: no hosts file, no upstream server.
  // Waits until it answers; throws std::runtime_error when it does not.
  explicit Dnsmasq(const std::vector<std::string>& options);
  ~Dnsmasq();
  Dnsmasq(const Dnsmasq&) = delete;
  Dnsmasq& operator=(const Dnsmasq&) = delete;

  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  void Stop();
  bool Runs();
  bool ListensInTime();

  std::uint16_t port_ = 0;
  pid_t pid_ = 0;
};

}  // namespace reach::test
