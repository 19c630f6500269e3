// Watches what arrives at this host, before any firewall of it: a packet socket (packet(7)).
// Thread: that of its io_context. Owner: the one who looks for an arrival.
#pragma once

#include <asio/posix/basic_stream_descriptor.hpp>
#include <memory>
#include <vector>

#include "exporter/net/task.h"
#include "exporter/vantage/marked_packet.h"

namespace reach::vantage {

class ArrivalWatch {
 public:
  // Watches from now on. Null without CAP_NET_RAW.
  static std::shared_ptr<ArrivalWatch> Open(asio::io_context& io);

  // What has arrived and may be marked; at most ten thousand, the first ones.
  const std::vector<Arrived>& arrived();

  void Stop();

 private:
  ArrivalWatch(asio::io_context& io, int fd) : descriptor_(io.get_executor(), fd) {}
  static Task<void> Watch(std::shared_ptr<ArrivalWatch> self);
  void Drain();

  asio::posix::basic_stream_descriptor<Executor> descriptor_;
  std::vector<Arrived> arrived_;
};

}  // namespace reach::vantage
