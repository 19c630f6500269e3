// Sees which ports of this host packets come to, and from whom, before its firewall: a packet
// socket, which takes CAP_NET_RAW.
// Thread: that of its io_context. Owner: the views of a diagnosis.
#pragma once

#include <asio/posix/basic_stream_descriptor.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "exporter/core/address.h"
#include "exporter/core/kinds.h"
#include "exporter/net/task.h"

namespace reach::host {

// What comes first in a packet, as far as it tells whom it is from and what port it is for.
struct PacketHead {
  Address source;
  Transport transport = Transport::kTcp;
  std::uint16_t port = 0;  // of the destination
};

// An IPv4 or IPv6 packet (RFC 791, RFC 8200) with TCP or UDP in it; none for others, for what is
// cut off, and for later fragments.
std::optional<PacketHead> ReadPacketHead(std::span<const std::uint8_t> packet);

class ArrivalWatch {
 public:
  explicit ArrivalWatch(asio::io_context& io) : descriptor_(io) {}

  // Forgets what it has seen. False: not permitted.
  bool Start();
  void Stop();  // what was seen stays

  // The ports that packets from there came to since Start(), of this transport.
  std::set<std::uint16_t> PortsFrom(const Address& source, Transport transport) const;

 private:
  void Wait();
  void Drain();

  asio::posix::basic_stream_descriptor<Executor> descriptor_;
  std::map<std::pair<Address, Transport>, std::set<std::uint16_t>> seen_;
};

}  // namespace reach::host
