#include "exporter/net/tcp_info.h"

// Not linux/tcp.h: it clashes with the netinet headers that asio includes.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace reach {

TcpFacts ReadTcpFacts(int fd) {
  tcp_info info{};
  socklen_t size = sizeof info;
  TcpFacts facts;
  if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return facts;
  facts.connected = info.tcpi_state == TCP_ESTABLISHED || info.tcpi_state == TCP_CLOSE_WAIT;
  facts.connecting = info.tcpi_state == TCP_SYN_SENT || info.tcpi_state == TCP_SYN_RECV;
  facts.retransmits = info.tcpi_total_retrans;
  if (facts.connected && facts.retransmits == 0 && info.tcpi_rtt > 0) {
    facts.rtt = std::chrono::microseconds(info.tcpi_rtt);
  }
  return facts;
}

}  // namespace reach
