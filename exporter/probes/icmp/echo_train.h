// The echoes of one attempt and what became of each.
// Thread: that of the shard. Owner: the attempt's coroutine.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "exporter/net/icmp_socket.h"
#include "exporter/probes/probe.h"

namespace reach::icmp {

class EchoTrain final : public EchoListener {
 public:
  // Wakes the attempt whenever something has come.
  EchoTrain(std::shared_ptr<IcmpSocket> socket, const Address& to, const EchoSettings& settings,
            Attempt& attempt);
  ~EchoTrain();  // late answers belong to nobody
  EchoTrain(const EchoTrain&) = delete;
  EchoTrain& operator=(const EchoTrain&) = delete;

  // False leaves the errno in send_error().
  bool Send();
  // Reads what has come, for a last look.
  void Read() { socket_->Read(); }

  std::size_t sent() const { return echoes_.size(); }
  std::size_t received() const { return received_; }
  std::size_t duplicates() const { return duplicates_; }
  int hop_limit() const { return hop_limit_; }  // of the last reply; 0: none known
  int send_error() const { return send_error_; }
  const std::optional<QueuedError>& failure() const { return failure_; }
  bool answered() const { return received_ == echoes_.size(); }

  // Of the received echoes, in the order they were sent; times were measured for all of them.
  std::optional<Duration> MeanRtt() const;
  // The mean difference between one round trip and the next; needs two.
  std::optional<Duration> Jitter() const;

 private:
  struct Echo {
    std::uint16_t sequence;
    std::optional<Duration> rtt;
  };

  void Replied(std::uint16_t sequence, Duration rtt, int hop_limit) override;
  void Failed(std::uint16_t sequence, const QueuedError& error) override;

  std::shared_ptr<IcmpSocket> socket_;
  Address to_;
  const EchoSettings& settings_;
  Attempt& attempt_;
  std::vector<Echo> echoes_;
  std::size_t received_ = 0;
  std::size_t duplicates_ = 0;
  int hop_limit_ = 0;
  int send_error_ = 0;
  std::optional<QueuedError> failure_;  // the first
};

}  // namespace reach::icmp
