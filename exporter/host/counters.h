// Counters of this network namespace that tell of packets which nobody took.
// Thread: pure functions, and one that reads files. Owner: none.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "exporter/host/listener.h"

namespace reach::host {

// What the kernel has counted since the namespace was made, in the places that CounterDeltas names.
struct Counters {
  std::uint64_t listen_overflows = 0;
  std::uint64_t resets_sent = 0;
  std::uint64_t udp_no_ports = 0;
  std::uint64_t udp_buffer_errors = 0;
};

// The texts of /proc/net/netstat and /proc/net/snmp (a line of names, then one of values, for each
// protocol) and of /proc/net/snmp6 (a name and a value on each line; "" without IPv6). nullopt when
// one of the counters is missing; those of IPv6 may be.
std::optional<Counters> ParseCounters(std::string_view netstat, std::string_view snmp,
                                      std::string_view snmp6);

std::optional<Counters> ReadCounters();

// A counter that went down has started anew: nothing is known of it.
CounterDeltas Between(const Counters& before, const Counters& after);

}  // namespace reach::host
