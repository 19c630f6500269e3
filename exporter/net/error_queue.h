// The socket's error queue: the ICMP error behind an errno, with its sender, without privileges.
// Linux 5.8 or later for TCP (commit 45af29ca761c); ip(7) "IP_RECVERR".
// Thread: that of the socket. Owner: none, functions on a descriptor.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "exporter/core/address.h"

namespace reach {

// One entry of the queue. An entry made by our own kernel, not by a packet, has no ICMP numbers.
struct QueuedError {
  int error = 0;           // errno
  bool from_icmp = false;  // type, code and sender are those of a received ICMP error
  Family icmp_family = Family::kIp4;
  std::uint8_t type = 0;
  std::uint8_t code = 0;
  Address sender;
};

// Asks the kernel to queue ICMP errors. Call before connect().
void EnableErrorQueue(int fd, Family family);

// Reads and clears SO_ERROR. Call before draining: reading the queue clears SO_ERROR too.
int TakeSocketError(int fd);

// One entry with what the error quotes of our packet, from its transport header on; `quoted` lies
// in the caller's buffer.
struct QueueEntry {
  std::optional<QueuedError> error;  // none: something else, such as a timestamp of sending
  Address destination;               // where our packet went
  std::string_view quoted;
};
// Takes the first entry; nullopt when the queue is empty.
std::optional<QueueEntry> TakeQueueEntry(int fd, std::span<char> buffer);

// Empties the queue and returns its first entry. An entry left behind would end the socket's next
// attempt, and keeps epoll awake.
std::optional<QueuedError> DrainErrorQueue(int fd);

}  // namespace reach
