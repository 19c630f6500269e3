// One TCP handshake: what became of it, decided by TCP_INFO and never by the completion alone.
// Thread: that of the socket. Owner: the awaiting probe.
#pragma once

#include <optional>

#include "exporter/core/address.h"
#include "exporter/net/error_queue.h"
#include "exporter/net/task.h"
#include "exporter/net/tcp_info.h"

namespace reach {

struct Handshake {
  TcpFacts facts;
  int error = 0;  // errno; 0 with facts.connected false: nothing came before the cancellation
  std::optional<QueuedError> queued;
  bool cancelled = false;     // the deadline came; the coroutine must not await again
  bool self_connect = false;  // simultaneous open reached our own socket: nobody listens
};

Task<Handshake> ConnectTcp(TcpSocket& socket, Address address, std::uint16_t port);

}  // namespace reach
