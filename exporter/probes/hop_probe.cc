#include "exporter/probes/hop_probe.h"

#include <string_view>

#include "exporter/net/failure.h"
#include "exporter/net/hop_limit.h"
#include "exporter/net/tcp_connect.h"
#include "exporter/net/type_of_service.h"
#include "exporter/probes/udp/udp_exchange.h"

namespace reach {
namespace {

constexpr std::string_view kDatagram("\0", 1);

class TcpHopProbe : public Probe {
 public:
  TcpHopProbe(std::uint8_t hops, std::uint8_t tos, ProbeContext& context)
      : hops_(hops), tos_(tos), context_(context) {}

  // A socket of its own: the hop limit must not stay on one that goes back to the pool.
  Task<Observation> Run(Destination where, Attempt&) override {
    const TimePoint start = Clock::now();
    const bool v6 = where.address.is_v6();
    TcpSocket socket(context_.io.get_executor());
    asio::error_code error;
    socket.open(v6 ? asio::ip::tcp::v6() : asio::ip::tcp::v4(), error);
    if (!error) socket.non_blocking(true, error);
    if (error) co_return Fail(where, error.value(), std::nullopt, start);
    EnableErrorQueue(socket.native_handle(), where.address.family);
    LimitHops(socket.native_handle(), where.address.family, hops_);
    SetTypeOfService(socket.native_handle(), where.address.family, tos_);
    const Handshake handshake = co_await ConnectTcp(socket, where.address, where.port);
    if (!handshake.facts.connected || handshake.self_connect) {
      co_return Fail(where, handshake.error, handshake.queued, start);
    }
    Observation seen;
    seen.reason = Reason::kSynAck;
    seen.rtt = handshake.facts.rtt;
    seen.duration = Clock::now() - start;
    co_return seen;
  }

 private:
  Observation Fail(const Destination& where, int error, const std::optional<QueuedError>& queued,
                   TimePoint start) {
    Observation seen = Failure(Transport::kTcp, where.address, error, queued, context_.network);
    seen.duration = Clock::now() - start;
    return seen;
  }

  std::uint8_t hops_;
  std::uint8_t tos_;
  ProbeContext& context_;
};

class UdpHopProbe : public Probe {
 public:
  UdpHopProbe(std::uint8_t hops, ProbeContext& context)
      : hops_(hops), context_(context), workspace_(context.io) {}

  Task<Observation> Run(Destination where, Attempt&) override {
    UdpExchange exchange(where, context_, workspace_);
    if (!exchange.Open()) co_return exchange.failure();
    exchange.LimitHops(hops_);
    if (!exchange.Send(kDatagram)) co_return exchange.failure();
    const UdpExchange::Arrival arrival = co_await exchange.Receive();
    if (arrival == UdpExchange::Arrival::kFailed) co_return exchange.failure();
    co_return exchange.Saw(arrival == UdpExchange::Arrival::kDatagram ? Reason::kReply
                                                                      : Reason::kNoAnswer);
  }

 private:
  std::uint8_t hops_;
  ProbeContext& context_;
  UdpWorkspace workspace_;
};

}  // namespace

std::unique_ptr<Probe> MakeHopProbe(Transport transport, std::uint8_t hops, std::uint8_t tos,
                                    ProbeContext& context) {
  if (transport == Transport::kUdp) return std::make_unique<UdpHopProbe>(hops, context);
  return std::make_unique<TcpHopProbe>(hops, tos, context);
}

}  // namespace reach
