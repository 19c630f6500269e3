#include "exporter/probes/tcp/tcp_probe.h"

#include <algorithm>
#include <array>
#include <asio/write.hpp>

#include "exporter/net/failure.h"
#include "exporter/net/tcp_connect.h"
#include "exporter/net/tcp_socket_pool.h"
#include "exporter/probes/tcp/dialogue.h"
#include "exporter/probes/tcp/tcp_options.h"

namespace reach::tcp {
namespace {

constexpr std::size_t kReadSize = 4096;

std::uint8_t Saturated(unsigned count) { return static_cast<std::uint8_t>(std::min(count, 255U)); }

// How the far end hung up on an open connection.
Reason HangUp(const asio::error_code& error) {
  return error == asio::error::eof ? Reason::kClosedEarly : Reason::kResetAfterOpen;
}

class TcpProbe : public Probe {
 public:
  TcpProbe(std::shared_ptr<const Options> options, ProbeContext& context)
      : options_(std::move(options)), context_(context) {}

  Task<Observation> Run(Destination where, Attempt& attempt) override {
    const Family family = where.address.family;
    const TimePoint start = Clock::now();
    int error = 0;
    TcpSocket socket = context_.tcp_sockets.Take(family, error);
    if (error != 0) co_return Finish(Fail(where, error, std::nullopt), start);
    const Handshake handshake = co_await ConnectTcp(socket, where.address, where.port);
    Observation seen = Judge(where, handshake);
    if (seen.reason == Reason::kSynAck && !handshake.cancelled) {
      seen.reason = co_await Converse(socket, attempt);
    }
    seen = Finish(std::move(seen), start);
    Release(std::move(socket), family, handshake.facts.connected);
    co_return seen;
  }

 private:
  Observation Fail(const Destination& where, int error, const std::optional<QueuedError>& queued) {
    return Failure(Transport::kTcp, where.address, error, queued, context_.network);
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

  // On an open connection: the dialogue, or a watch for an early end, or nothing.
  Task<Reason> Converse(TcpSocket& socket, Attempt& attempt) {
    if (!options_->steps.empty()) co_return co_await Talk(socket);
    if (options_->hold > Duration::zero()) {
      attempt.EndBy(Clock::now() + options_->hold);
      std::array<char, 1> byte{};
      auto [ec, size] = co_await socket.async_receive(asio::buffer(byte), kTuple);
      if (ec && ec != asio::error::operation_aborted) co_return HangUp(ec);
    }
    co_return Reason::kSynAck;
  }

  Task<Reason> Talk(TcpSocket& socket) {
    Dialogue dialogue(options_->steps);
    std::array<char, kReadSize> input{};
    std::size_t received = 0;
    while (true) {
      std::string output;
      const Verdict verdict = dialogue.Feed({input.data(), received}, output);
      if (verdict == Verdict::kMismatch) co_return Reason::kExpectMismatch;
      if (!output.empty()) {
        auto [ec, sent] = co_await asio::async_write(socket, asio::buffer(output), kTuple);
        if (ec) co_return Ended(dialogue, ec);
      }
      if (verdict == Verdict::kDone) co_return Reason::kReply;
      auto [ec, size] = co_await socket.async_receive(asio::buffer(input), kTuple);
      if (ec) co_return Ended(dialogue, ec);
      received = size;
    }
  }

  static Reason Ended(Dialogue& dialogue, const asio::error_code& error) {
    const bool deadline = error == asio::error::operation_aborted;
    if (dialogue.End() == Verdict::kDone) return Reason::kReply;
    if (dialogue.heard_anything()) return Reason::kExpectMismatch;
    return deadline ? Reason::kExpectTimeout : HangUp(error);
  }

  void Release(TcpSocket socket, Family family, bool connected) {
    const bool polite = options_->close == CloseMode::kFin ||
                        (options_->close == CloseMode::kAuto && context_.tcp_sockets.Polite());
    if (connected && polite) return;  // closed by the destructor: FIN
    context_.tcp_sockets.Recycle(std::move(socket), family);
  }

  std::shared_ptr<const Options> options_;
  ProbeContext& context_;
};

std::unique_ptr<Probe> Make(const Module& module, ProbeContext& context) {
  return std::make_unique<TcpProbe>(std::dynamic_pointer_cast<const Options>(module.options),
                                    context);
}

}  // namespace

const ProbeType kProbeType = {
    .prober = {.name = "tcp", .transport = Transport::kTcp, .read = ReadOptions},
    .make = Make,
    .numbers = {},
    .info = nullptr,
};

}  // namespace reach::tcp
