// The messages of NETLINK_SOCK_DIAG: asks for bound sockets, and reads what the kernel answers.
// Thread: pure functions. Owner: none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/host/bound_socket.h"

namespace reach::host {

// Asks for every TCP socket that listens, or every UDP socket that is not connected, of one family
// (kIp4 or kIp6; sock_diag(7)). The kernel leaves out all others.
std::string EncodeDiagRequest(Transport transport, Family family, std::uint32_t sequence);

// What one datagram of the answer holds.
struct DiagPart {
  std::vector<BoundSocket> sockets;
  bool done = false;  // nothing more comes: the end, or an error
  int error = 0;      // errno that the kernel gave, EBADMSG for bytes that are no answer
};

// Messages with another sequence number are passed over. Numbers are in the order of this machine.
DiagPart ParseDiag(std::string_view datagram, Transport transport, std::uint32_t sequence);

}  // namespace reach::host
