// One ICMP message out or in, on a socket that many attempts share: what is special about a message
// travels with it and not with the socket.
// Thread: that of the socket. Owner: none, functions on a descriptor.
#pragma once

#include <array>
#include <cstddef>
#include <ctime>
#include <optional>
#include <string_view>

#include "exporter/core/address.h"

namespace reach {

// How a module wants its echoes sent.
struct EchoSettings {
  std::size_t payload_size = 56;  // bytes
  int ttl = 0;                    // 1 to 255; 0: the system's
  bool dont_fragment = false;     // whatever is known of the path, and not by this host either
  Address source;                 // none: by the route table
};

// Returns 0 or the errno: EADDRNOTAVAIL also when the source address is not on this host.
int SendIcmp(int fd, const Address& to, const EchoSettings& settings, std::string_view message);

struct IcmpArrival {
  std::string_view bytes;  // lies in the caller's buffer
  Address sender;
  int hop_limit = 0;  // 0: not reported
  std::optional<timespec> stamp;
};
// nullopt leaves the reason in errno: EAGAIN when there is nothing.
std::optional<IcmpArrival> ReceiveIcmp(int fd, std::array<char, 65535>& buffer);

}  // namespace reach
