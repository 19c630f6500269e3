#include "exporter/probes/icmp/echo_train.h"

#include <algorithm>

namespace reach::icmp {

EchoTrain::EchoTrain(std::shared_ptr<IcmpSocket> socket, const Address& to,
                     const EchoSettings& settings, Attempt& attempt)
    : socket_(std::move(socket)), to_(to), settings_(settings), attempt_(attempt) {}

EchoTrain::~EchoTrain() {
  for (const Echo& echo : echoes_) socket_->Forget(echo.sequence);
}

bool EchoTrain::Send() {
  const IcmpSocket::Sent sent = socket_->Send(to_, settings_, *this);
  send_error_ = sent.error;
  if (sent.error != 0) return false;
  echoes_.push_back({sent.sequence, std::nullopt});
  return true;
}

std::optional<Duration> EchoTrain::MeanRtt() const {
  if (received_ == 0) return std::nullopt;
  Duration sum{};
  for (const Echo& echo : echoes_) sum += echo.rtt.value_or(Duration::zero());
  return sum / static_cast<int>(received_);
}

std::optional<Duration> EchoTrain::Jitter() const {
  if (received_ < 2) return std::nullopt;
  Duration sum{};
  std::optional<Duration> last;
  for (const Echo& echo : echoes_) {
    if (!echo.rtt) continue;
    if (last) sum += std::chrono::abs(*echo.rtt - *last);
    last = echo.rtt;
  }
  return sum / static_cast<int>(received_ - 1);
}

void EchoTrain::Replied(std::uint16_t sequence, Duration rtt, int hop_limit) {
  const auto echo = std::ranges::find(echoes_, sequence, &Echo::sequence);
  if (echo == echoes_.end()) return;
  if (echo->rtt) {
    ++duplicates_;
    return;
  }
  echo->rtt = rtt;
  hop_limit_ = hop_limit;
  ++received_;
  attempt_.Wake();
}

void EchoTrain::Failed(std::uint16_t, const QueuedError& error) {
  if (!failure_) failure_ = error;
  attempt_.Wake();
}

}  // namespace reach::icmp
