// Sees which ports of this host packets come to, and from whom, before its firewall.
// Thread: that of its io_context. Owner: the window of an examination.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "exporter/core/address.h"
#include "exporter/core/kinds.h"
#include "exporter/net/incoming_packets.h"

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

// The packets that are heard while this exists.
class ArrivalWatch {
 public:
  explicit ArrivalWatch(asio::io_context& io);
  // What the packets are handed to stays where it is.
  ArrivalWatch(const ArrivalWatch&) = delete;
  ArrivalWatch& operator=(const ArrivalWatch&) = delete;

  // What was heard stays.
  void Stop();

  // The ports that packets from there came to, of this transport. nullopt: that is not known, for
  // it was not permitted to listen, or more came than could be heard.
  std::optional<std::set<std::uint16_t>> PortsFrom(const Address& source,
                                                   Transport transport) const;

 private:
  void Take(std::span<const std::uint8_t> packet);

  std::shared_ptr<IncomingPackets> packets_;  // null: stopped, or not permitted
  bool complete_ = false;                     // nothing was missed
  std::map<std::pair<Address, Transport>, std::set<std::uint16_t>> seen_;
};

}  // namespace reach::host
