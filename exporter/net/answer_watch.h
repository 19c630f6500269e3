// Reads what the IP headers of one address's answers say, which sockets do not tell: by a packet
// socket, which takes CAP_NET_RAW (packet(7)).
// Thread: that of its io_context. Owner: whoever looks at the address.
#pragma once

#include <asio/posix/basic_stream_descriptor.hpp>
#include <cstdint>
#include <map>
#include <optional>

#include "exporter/core/address.h"
#include "exporter/net/packet_head.h"
#include "exporter/net/task.h"

namespace reach {

class AnswerWatch {
 public:
  // Watches from now on, if that is permitted.
  AnswerWatch(asio::io_context& io, const Address& address);

  bool permitted() const { return descriptor_.is_open(); }

  // Of the RSTs of one of its ports: the TTL of the last, and the largest type of service, because
  // only some of the SYNs had one to copy.
  struct Reset {
    std::uint8_t ttl = 0;
    std::uint8_t tos = 0;
  };
  std::optional<Reset> ResetOf(std::uint16_t port);

  // The TTL of the last answer of another of its ports that was none of refusal.
  std::optional<std::uint8_t> TtlBeside(std::uint16_t port);

 private:
  void Wait();
  void Drain();
  void Note(const PacketHead& head);

  Address address_;
  asio::posix::basic_stream_descriptor<Executor> descriptor_;
  std::map<std::uint16_t, Reset> resets_;
  std::map<std::uint16_t, std::uint8_t> replies_;  // their TTL
};

}  // namespace reach
