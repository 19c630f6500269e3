// Hears which ports of this host others open, and from where, before its firewall.
// Thread: that of its io_context. Owner: the window of an examination.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "exporter/core/address.h"
#include "exporter/core/kinds.h"
#include "exporter/net/incoming_packets.h"
#include "exporter/net/packet_head.h"

namespace reach::host {

// The packets that are heard while this exists.
class ArrivalWatch {
 public:
  explicit ArrivalWatch(asio::io_context& io);
  // What the packets are handed to stays where it is.
  ArrivalWatch(const ArrivalWatch&) = delete;
  ArrivalWatch& operator=(const ArrivalWatch&) = delete;

  // What was heard stays.
  void Stop();

  // The ports that packets from there came to, of this transport; answers to what this host has
  // asked there do not count. nullopt: that is not known, for it was not permitted to listen, or
  // more came than could be heard.
  std::optional<std::set<std::uint16_t>> PortsFrom(const Address& source,
                                                   Transport transport) const;

 private:
  using Peer = std::pair<Address, Transport>;
  using Ports = std::map<Peer, std::set<std::uint16_t>>;

  void Note(const PacketHead& head, bool outgoing);
  void Remember(Ports& ports, const Peer& peer, std::uint16_t port);

  std::shared_ptr<IncomingPackets> packets_;  // null: stopped, or not permitted
  bool complete_ = false;                     // nothing was missed
  Ports seen_;
  Ports asked_;  // from these ports of this host
};

}  // namespace reach::host
