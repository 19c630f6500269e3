// Collects the packets that arrive at this host and may be marked.
// Thread: that of its io_context. Owner: the one who looks for an arrival.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "exporter/net/incoming_packets.h"
#include "exporter/vantage/marked_packet.h"

namespace reach::vantage {

class ArrivalWatch {
 public:
  // Watches from now on, as long as this exists.
  explicit ArrivalWatch(asio::io_context& io);
  ArrivalWatch(const ArrivalWatch&) = delete;
  ArrivalWatch& operator=(const ArrivalWatch&) = delete;

  // What has arrived and may be marked. Null without CAP_NET_RAW, and when more came than could be
  // heard: that something is missing proves nothing then.
  const std::vector<Arrived>* arrived();

 private:
  void Take(std::span<const std::uint8_t> packet);

  std::vector<Arrived> arrived_;
  bool full_ = false;
  std::shared_ptr<IncomingPackets> packets_;
};

}  // namespace reach::vantage
