// Asks the kernel for every bound socket of this network namespace.
// Thread: that of the io_context it is read on. Owner: whoever asked.
#pragma once

#include <asio/io_context.hpp>
#include <cstdint>

#include "exporter/host/socket_table.h"
#include "exporter/net/task.h"

namespace reach::host {

enum class SocketSource : std::uint8_t { kSockDiag, kProcNet };

// Asks sock_diag, and reads /proc/net for what that does not tell (a kernel without udp_diag, a
// sandbox without netlink). Needs no privilege. It reads piece by piece and lets others of the loop
// have their turn between them; more than 16,000 UDP sockets in /proc/net are given up as not
// known. kProcNet: does not ask sock_diag.
Task<SocketTable> ReadSocketTable(asio::io_context& io,
                                  SocketSource first = SocketSource::kSockDiag);

}  // namespace reach::host
