// The facts of the kernel's TCP_INFO that decide a probe.
// Thread: that of the socket. Owner: none.
#pragma once

#include <optional>

#include "exporter/core/clock.h"

namespace reach {

struct TcpFacts {
  bool connected = false;    // the handshake was completed, even if the peer has closed since
  bool connecting = false;   // SYN_SENT
  unsigned retransmits = 0;  // of the whole connection; during connect: of the SYN
  // Kernel's measure of the handshake, right however late we look. None when a SYN was sent twice
  // (which of the two was answered is not known) and for connections that never came about.
  std::optional<Duration> rtt;
};

// getsockopt(TCP_INFO); all false when the kernel refuses.
TcpFacts ReadTcpFacts(int fd);

}  // namespace reach
