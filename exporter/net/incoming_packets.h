// Hears what comes to this host, before its firewall: datagrams, and the first packet of each
// connection; and the datagrams that leave it. A packet socket (packet(7)), which takes
// CAP_NET_RAW. Thread: that of its io_context. Owner: whoever looks for an arrival.
#pragma once

#include <asio/posix/basic_stream_descriptor.hpp>
#include <memory>

#include "exporter/net/packet_socket.h"
#include "exporter/net/task.h"

namespace reach {

class IncomingPackets : public std::enable_shared_from_this<IncomingPackets> {
 public:
  // From now on, as long as the owner holds it. Null: not permitted.
  static std::shared_ptr<IncomingPackets> Open(asio::io_context& io, TakePacket take);

  // Takes what lies in the socket, without waiting.
  void Drain();
  // Packets came faster than they were taken: one that was not heard may have come all the same.
  bool lost() const { return lost_; }

 private:
  IncomingPackets(asio::io_context& io, int fd, TakePacket take)
      : descriptor_(io.get_executor(), fd), take_(std::move(take)) {}
  void Wait();

  asio::posix::basic_stream_descriptor<Executor> descriptor_;
  TakePacket take_;
  bool lost_ = false;
};

}  // namespace reach
