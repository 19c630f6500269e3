// Sees which ports of this host others open, and from where, before its firewall: a packet socket,
// which takes CAP_NET_RAW.
// Thread: that of its io_context. Owner: the views of a diagnosis.
#pragma once

#include <asio/posix/basic_stream_descriptor.hpp>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

#include "exporter/core/address.h"
#include "exporter/core/kinds.h"
#include "exporter/net/packet_head.h"
#include "exporter/net/task.h"

namespace reach::host {

class ArrivalWatch {
 public:
  explicit ArrivalWatch(asio::io_context& io) : descriptor_(io) {}

  // Forgets what it has seen. False: not permitted.
  bool Start();
  void Stop();  // what was seen stays

  // The ports that packets from there came to since Start(), of this transport. Answers to what
  // this host has asked there do not count.
  std::set<std::uint16_t> PortsFrom(const Address& source, Transport transport) const;

 private:
  using Peer = std::pair<Address, Transport>;

  void Wait();
  void Drain();
  void Note(const PacketHead& head, bool outgoing);

  asio::posix::basic_stream_descriptor<Executor> descriptor_;
  std::map<Peer, std::set<std::uint16_t>> seen_;
  std::map<Peer, std::set<std::uint16_t>> asked_;  // from these ports of this host
};

}  // namespace reach::host
