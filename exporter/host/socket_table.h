// Every bound socket of a host at about one moment, and whether that is all of them.
// Thread: values. Owner: whoever asked.
#pragma once

#include <string>
#include <vector>

#include "exporter/host/bound_socket.h"

namespace reach::host {

struct SocketTable {
  std::vector<BoundSocket> sockets;
  // False: nobody told, and no socket of it does not mean that nobody listens.
  bool knows_tcp = false;
  bool knows_udp = false;
  std::string problem;  // why not; "" otherwise

  bool Knows(Transport transport) const {
    return transport == Transport::kTcp ? knows_tcp : transport == Transport::kUdp && knows_udp;
  }
};

}  // namespace reach::host
