#include "exporter/probes/tcp/tcp_probe.h"

#include <algorithm>

#include "exporter/net/failure.h"
#include "exporter/net/socket_origin.h"
#include "exporter/net/tcp_connect.h"
#include "exporter/net/tcp_socket_pool.h"
#include "exporter/probes/tcp/conversation.h"
#include "exporter/probes/tcp/tcp_options.h"
#include "exporter/probes/tcp/tls_facts.h"

namespace reach::tcp {
namespace {

std::uint8_t Saturated(unsigned count) { return static_cast<std::uint8_t>(std::min(count, 255U)); }

class TcpProbe : public Probe {
 public:
  TcpProbe(std::shared_ptr<const Options> options, ProbeContext& context)
      : options_(std::move(options)), context_(context) {}

  Task<Observation> Run(Destination where, Attempt& attempt) override {
    const Family family = where.address.family;
    const TimePoint start = Clock::now();
    int error = 0;
    TcpSocket socket = Open(family, error);
    if (error != 0) co_return Finish(Fail(where, error, std::nullopt), start);
    error = ApplyOrigin(options_->origin, socket.native_handle(), family);
    if (error != 0) co_return Finish(OriginFailure(error), start);
    const Handshake handshake = co_await ConnectTcp(socket, where.address, where.port);
    Observation seen = Judge(where, handshake);
    const bool polite = handshake.facts.connected && ClosesPolitely();
    if (seen.reason == Reason::kSynAck && !handshake.cancelled && HasMoreToDo()) {
      co_await Converse(socket, where, attempt, polite, seen);
    }
    seen = Finish(std::move(seen), start);
    if (!polite) Reset(std::move(socket), family);  // else closed by the destructor: FIN
    co_return seen;
  }

 private:
  TcpSocket Open(Family family, int& error) {
    TcpSocketPool& sockets = context_.tcp_sockets;
    return options_->origin.empty() ? sockets.Take(family, error) : sockets.Open(family, error);
  }

  // Only the attempts that talk pay for its frame.
  Task<void> Converse(TcpSocket& socket, const Destination& where, Attempt& attempt, bool polite,
                      Observation& seen) {
    Conversation conversation(*options_, socket, HostOf(where));
    seen.reason = co_await conversation.Run(attempt);
    seen.facts = conversation.facts();
    if (polite) conversation.SayGoodbye();
  }

  // The cheap check of a mere port needs no more than the handshake.
  bool HasMoreToDo() const {
    return options_->tls || !options_->steps.empty() || options_->hold > Duration::zero();
  }

  static std::string HostOf(const Destination& where) {
    return where.host ? *where.host : ToString(where.address);
  }

  Observation Fail(const Destination& where, int error, const std::optional<QueuedError>& queued) {
    Observation seen = Failure(Transport::kTcp, where.address, error, queued, context_.network);
    if (!options_->origin.empty()) seen.reason = ReasonFromOrigin(seen.reason);
    return seen;
  }

  Observation Judge(const Destination& where, const Handshake& handshake) {
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

  static Observation Finish(Observation seen, TimePoint start) {
    seen.duration = Clock::now() - start;
    return seen;
  }

  bool ClosesPolitely() const {
    return options_->close == CloseMode::kFin ||
           (options_->close == CloseMode::kAuto && context_.tcp_sockets.Polite());
  }

  void Reset(TcpSocket socket, Family family) {
    if (options_->origin.empty()) {
      context_.tcp_sockets.Recycle(std::move(socket), family);
      return;
    }
    // Closed by hand: asio's destructor takes the option back.
    asio::error_code ignored;
    socket.set_option(asio::socket_base::linger(true, 0), ignored);
    socket.close(ignored);
  }

  std::shared_ptr<const Options> options_;
  ProbeContext& context_;
};

std::unique_ptr<Probe> Make(const Module& module, ProbeContext& context) {
  return std::make_unique<TcpProbe>(std::dynamic_pointer_cast<const Options>(module.options),
                                    context);
}

}  // namespace

constinit const ProbeType kProbeType = {
    .prober = {.name = "tcp",
               .transport = Transport::kTcp,
               .read = ReadOptions,
               .with_tls = WithTls},
    .make = Make,
    .numbers = kFactNumbers,
    .info = &kFactInfo,
};

}  // namespace reach::tcp
