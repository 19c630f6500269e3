// Hears the echo requests of one test on loopback and answers them with what the test makes up.
// Thread: that of the test. Owner: the test.
#pragma once

#include <cstddef>
#include <optional>

#include "exporter/core/address.h"
#include "exporter/protocols/icmp_echo.h"

namespace reach::test {

class EchoForger {
 public:
  explicit EchoForger(Family family);
  ~EchoForger();
  EchoForger(const EchoForger&) = delete;
  EchoForger& operator=(const EchoForger&) = delete;

  // What the requests must bear to be heard, in bytes: tests of other processes flood loopback
  // with the usual 56, which would fill the socket, and be taken for ours.
  static std::size_t PayloadSize();

  // Needs CAP_NET_RAW.
  bool permitted() const { return fd_ >= 0; }

  // The next request on its way; blocks until there is one.
  icmp::QuotedEcho Hear();
  // An echo reply from `sender` to our own loopback address. False: it could not be sent.
  bool Reply(const icmp::Echo& echo, const Address& sender);

 private:
  Family family_;
  int fd_;
};

}  // namespace reach::test
