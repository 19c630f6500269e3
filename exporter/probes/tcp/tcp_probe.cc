#include "exporter/probes/tcp/tcp_probe.h"

#include "exporter/probes/tcp/connecting_probe.h"
#include "exporter/probes/tcp/conversation.h"
#include "exporter/probes/tcp/tcp_options.h"
#include "exporter/probes/tcp/tls_facts.h"

namespace reach::tcp {
namespace {

class TcpProbe : public ConnectingProbe {
 public:
  TcpProbe(const std::shared_ptr<const Options>& options, ProbeContext& context)
      : ConnectingProbe(options->origin, options->close, context), options_(options) {}

 private:
  bool HasMoreToDo() const override {
    return options_->tls || !options_->steps.empty() || options_->hold > Duration::zero();
  }
  Reason UnsaidReason() const override {
    if (options_->tls) return Reason::kTlsHandshakeTimeout;
    return options_->steps.empty() ? Reason::kSynAck : Reason::kExpectTimeout;
  }

  Task<void> Converse(TcpSocket& socket, const Destination& where, Attempt& attempt, bool polite,
                      Observation& seen) override {
    Conversation conversation(*options_, socket, HostOf(where));
    seen.reason = co_await conversation.Run(attempt);
    seen.facts = conversation.facts();
    if (polite) conversation.SayGoodbye();
  }

  std::shared_ptr<const Options> options_;
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
