// The lines of /proc/net/{tcp,tcp6,udp,udp6}: bound sockets where sock_diag does not help.
// Thread: pure functions. Owner: none.
#pragma once

#include <string_view>
#include <vector>

#include "exporter/host/bound_socket.h"

namespace reach::host {

// TCP sockets that listen, or UDP sockets that are not connected (proc(5); kernel
// net/ipv4/tcp_ipv4.c get_tcp4_sock, net/ipv4/udp.c udp4_format_sock). The heading, lines of other
// states and lines that are cut off are passed over. The table has no limit of the backlog, no
// cgroup, and not whether [::] serves IPv4.
std::vector<BoundSocket> ParseProcNet(std::string_view lines, Transport transport);

}  // namespace reach::host
