#include "exporter/probes/tcp/connecting_probe.h"

#include <algorithm>

#include "exporter/net/failure.h"
#include "exporter/net/tcp_socket_pool.h"

namespace reach::tcp {
namespace {

std::uint8_t Saturated(unsigned count) { return static_cast<std::uint8_t>(std::min(count, 255U)); }

Observation Finish(Observation seen, TimePoint start) {
  seen.duration = Clock::now() - start;
  return seen;
}

}  // namespace

Task<Observation> ConnectingProbe::Run(Destination where, Attempt& attempt) {
  const Family family = where.address.family;
  const TimePoint start = Clock::now();
  int error = 0;
  TcpSocket socket = Open(family, error);
  if (error != 0) co_return Finish(Fail(where, error, std::nullopt), start);
  error = ApplyOrigin(origin_, socket.native_handle(), family);
  if (error != 0) co_return Finish(OriginFailure(error), start);
  const Handshake handshake = co_await ConnectTcp(socket, where.address, where.port);
  Observation seen = Judge(where, handshake);
  const bool polite = handshake.facts.connected && ClosesPolitely();
  // Only the attempts that talk pay for the frame of the talk.
  if (seen.reason == Reason::kSynAck && HasMoreToDo()) {
    if (handshake.cancelled) {
      seen.reason = UnsaidReason();
    } else {
      co_await Converse(socket, where, attempt, polite, seen);
    }
  }
  seen = Finish(std::move(seen), start);
  if (!polite) Reset(std::move(socket), family);  // else closed by the destructor: FIN
  co_return seen;
}

TcpSocket ConnectingProbe::Open(Family family, int& error) {
  TcpSocketPool& sockets = context_.tcp_sockets;
  return origin_.empty() ? sockets.Take(family, error) : sockets.Open(family, error);
}

Observation ConnectingProbe::Fail(const Destination& where, int error,
                                  const std::optional<QueuedError>& queued) {
  Observation seen = Failure(Transport::kTcp, where.address, error, queued, context_.network);
  if (!origin_.empty()) seen.reason = ReasonFromOrigin(seen.reason);
  return seen;
}

Observation ConnectingProbe::Judge(const Destination& where, const Handshake& handshake) {
  Observation seen;
  if (handshake.self_connect) {
    seen.reason = Reason::kSelfConnect;
  } else if (handshake.facts.connected) {
    seen.reason = Reason::kSynAck;
    seen.rtt = handshake.facts.rtt;
  } else {
    seen = Fail(where, handshake.error, handshake.queued);
  }
  seen.syn_retransmits = Saturated(handshake.facts.retransmits);
  return seen;
}

bool ConnectingProbe::ClosesPolitely() const {
  return close_ == CloseMode::kFin || (close_ == CloseMode::kAuto && context_.tcp_sockets.Polite());
}

void ConnectingProbe::Reset(TcpSocket socket, Family family) {
  if (origin_.empty()) {
    context_.tcp_sockets.Recycle(std::move(socket), family);
    return;
  }
  // Closed by hand: asio's destructor takes the option back.
  asio::error_code ignored;
  socket.set_option(asio::socket_base::linger(true, 0), ignored);
  socket.close(ignored);
}

}  // namespace reach::tcp
