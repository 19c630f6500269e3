#include "exporter/probes/udp/udp_probe.h"

#include <utility>

#include "exporter/probes/udp/udp_exchange.h"
#include "exporter/probes/udp/udp_options.h"

namespace reach::udp {
namespace {

using Arrival = UdpExchange::Arrival;

constexpr int kMaxMismatches = 16;  // then the far end is believed, and its flood not read further

class UdpProbe : public Probe {
 public:
  UdpProbe(std::shared_ptr<const Options> options, ProbeContext& context)
      : options_(std::move(options)), context_(context), workspace_(context.io, options_->origin) {}

  // A reply that does not match does not end the attempt: a server may say something unasked first.
  Task<Observation> Run(Destination where, Attempt&) override {
    UdpExchange exchange(where, context_, workspace_);
    if (!exchange.Open() || !exchange.Send(options_->payload)) co_return exchange.failure();
    std::optional<Observation> mismatch;
    for (int replies = 0; replies < kMaxMismatches; ++replies) {
      const Arrival arrival = co_await exchange.Receive();
      if (arrival == Arrival::kDeadline) co_return AtDeadline(exchange, mismatch);
      if (arrival == Arrival::kFailed) co_return mismatch.value_or(exchange.failure());
      if (options_->Matches(exchange.datagram())) co_return exchange.Saw(Reason::kReply);
      mismatch = exchange.Saw(Reason::kExpectMismatch);
    }
    co_return *mismatch;
  }

 private:
  Observation AtDeadline(const UdpExchange& exchange,
                         const std::optional<Observation>& mismatch) const {
    if (mismatch) return *mismatch;
    return exchange.Saw(options_->reply_required ? Reason::kNoAnswer : Reason::kNoReplyRequired);
  }

  std::shared_ptr<const Options> options_;
  ProbeContext& context_;
  UdpWorkspace workspace_;
};

std::unique_ptr<Probe> Make(const Module& module, ProbeContext& context) {
  return std::make_unique<UdpProbe>(std::dynamic_pointer_cast<const Options>(module.options),
                                    context);
}

}  // namespace

constinit const ProbeType kProbeType = {
    .prober = {.name = "udp", .transport = Transport::kUdp, .read = ReadOptions},
    .make = Make,
    .numbers = {},
    .info = nullptr,
};

}  // namespace reach::udp
