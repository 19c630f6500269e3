// A socket of this host that listens on a port, and how far it can be reached.
// Thread: values. Owner: whoever holds one.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "exporter/core/address.h"
#include "exporter/core/kinds.h"

namespace reach::host {

// From where a bound socket can be reached, the narrowest first.
enum class BindScope : std::uint8_t {
  kNone,         // nobody listens
  kLoopback,     // 127.0.0.0/8, ::1, ::ffff:127.0.0.0/104
  kLostAddress,  // bound to an address that no interface has (any more)
  kOwnAddress,   // bound to one address of this host
  kWildcardV6,   // [::], IPv6 only
  kWildcardV4,   // 0.0.0.0
  kDual,         // [::] that serves IPv4 too
};
std::string_view Name(BindScope scope);  // "none", "loopback", "lost", "address", "wildcard6", ...

struct Listener {
  Transport transport = Transport::kTcp;
  Address address;  // as bound; all zero for a wildcard
  std::uint16_t port = 0;
  BindScope scope = BindScope::kNone;
  std::optional<std::uint32_t> backlog;        // connections not accepted yet; TCP
  std::optional<std::uint32_t> backlog_limit;  // TCP; not in /proc
  std::optional<std::uint32_t> queued;         // bytes not read yet; UDP
  std::optional<std::uint64_t> drops;          // datagrams lost because the queue was full; UDP
  std::optional<std::uint32_t> uid;
  std::optional<std::uint64_t> cgroup;  // inode of the cgroup's folder
};

// What is known of one expected port. A port may have several sockets.
struct PortListeners {
  std::vector<Listener> here;             // on the expected port and transport
  std::vector<Listener> other_transport;  // on the same port number of the other transport
  // Ports of the same owner (uid or cgroup) as this target's other ports, where this one is free:
  // the service may use another port than the one that is expected.
  std::vector<Listener> elsewhere;
};

// The widest scope of `here`; kNone when it is empty.
BindScope ScopeOf(const PortListeners& listeners);

// How counters of this network namespace moved over a window in which `attempts` were made.
struct CounterDeltas {
  std::uint64_t listen_overflows = 0;   // TcpExt ListenOverflows
  std::uint64_t resets_sent = 0;        // Tcp OutRsts
  std::uint64_t udp_no_ports = 0;       // Udp NoPorts
  std::uint64_t udp_buffer_errors = 0;  // Udp RcvbufErrors
};

}  // namespace reach::host
