// One socket for the ICMP echoes of many attempts: knows by sequence and nonce whose a reply is.
// Thread: that of its io_context. Owner: shared by IcmpSockets and the attempts under way on it.
#pragma once

#include <asio/posix/basic_stream_descriptor.hpp>
#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>

#include "exporter/net/arrival.h"
#include "exporter/net/error_queue.h"
#include "exporter/net/icmp_message.h"
#include "exporter/net/icmp_open.h"
#include "exporter/net/task.h"

namespace reach {

// Learns what became of an attempt's echoes, until it forgets them. May not forget or send from
// inside these calls.
class EchoListener {
 public:
  // Also for a second reply to one echo.
  virtual void Replied(std::uint16_t sequence, Duration rtt, int hop_limit) = 0;
  virtual void Failed(std::uint16_t sequence, const QueuedError& error) = 0;

 protected:
  ~EchoListener() = default;
};

class IcmpSocket : public std::enable_shared_from_this<IcmpSocket> {
 public:
  // `opened` holds a descriptor, which the socket closes.
  IcmpSocket(asio::io_context& io, Family family, const OpenedIcmp& opened);

  struct Sent {
    std::uint16_t sequence = 0;
    int error = 0;  // errno; the sequence is not in use then
  };
  // The listener must live until it has forgotten the sequence. ENOBUFS: all 65,536 are in use.
  Sent Send(const Address& to, const EchoSettings& settings, EchoListener& listener);

  // What comes for the sequence from now on belongs to nobody.
  void Forget(std::uint16_t sequence);

  // Tells the listeners all that has come so far.
  void Read();

  bool raw() const { return raw_; }
  std::size_t in_flight() const { return echoes_.size(); }

 private:
  struct Flying {
    EchoListener* listener;
    std::uint64_t nonce;
    Address to;
    Moment sent;
  };

  void Await();
  void TakeReply(const IcmpArrival& arrival);
  void TakeErrors();

  asio::posix::basic_stream_descriptor<Executor> descriptor_;
  Family family_;
  bool raw_;
  std::uint16_t id_;  // of a raw socket
  std::uint16_t next_;
  std::unordered_map<std::uint16_t, Flying> echoes_;  // by sequence
  bool awaiting_ = false;
};

}  // namespace reach
