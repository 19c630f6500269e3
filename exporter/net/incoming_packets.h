// Hears what comes to this host, before its firewall: datagrams, and the first packet of each
// connection. A packet socket (packet(7)), which takes CAP_NET_RAW.
// Thread: that of its io_context. Owner: whoever looks for an arrival.
#pragma once

#include <asio/posix/basic_stream_descriptor.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include "exporter/net/task.h"

namespace reach {

class IncomingPackets : public std::enable_shared_from_this<IncomingPackets> {
 public:
  // Gets each packet from its IP header on, cut off after kLooked bytes.
  using Take = std::function<void(std::span<const std::uint8_t> packet)>;
  static constexpr std::size_t kLooked = 256;

  // From now on, as long as the owner holds it. Null: not permitted.
  static std::shared_ptr<IncomingPackets> Open(asio::io_context& io, Take take);

  // Takes what lies in the socket, without waiting.
  void Drain();
  // Packets came faster than they were taken: one that was not heard may have come all the same.
  bool lost() const { return lost_; }

 private:
  IncomingPackets(asio::io_context& io, int fd, Take take)
      : descriptor_(io.get_executor(), fd), take_(std::move(take)) {}
  void Wait();
  void TakeSome(int most);

  asio::posix::basic_stream_descriptor<Executor> descriptor_;
  Take take_;
  bool lost_ = false;
};

}  // namespace reach
