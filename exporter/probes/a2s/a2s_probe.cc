#include "exporter/probes/a2s/a2s_probe.h"

#include "exporter/probes/a2s/a2s_facts.h"
#include "exporter/probes/udp/udp_exchange.h"
#include "exporter/protocols/a2s_query.h"

namespace reach::a2s {
namespace {

using Arrival = UdpExchange::Arrival;
using Step = InfoQuery::Step;

class A2sProbe : public Probe {
 public:
  explicit A2sProbe(ProbeContext& context) : context_(context), workspace_(context.io) {}

  // A lost datagram is not sent again within the attempt: the runner's confirmation does that.
  Task<Observation> Run(Destination where, Attempt&) override {
    UdpExchange exchange(where, context_, workspace_);
    InfoQuery query;
    if (!exchange.Open() || !exchange.Send(query.request())) co_return exchange.failure();
    for (bool heard = false;; heard = true) {
      const Arrival arrival = co_await exchange.Receive();
      if (arrival == Arrival::kFailed) co_return exchange.failure();
      if (arrival == Arrival::kDeadline) co_return AtDeadline(exchange, heard);
      const Step step = query.OnDatagram(exchange.datagram());
      if (step == Step::kSend && !exchange.Send(query.request())) co_return exchange.failure();
      if (step != Step::kSend && step != Step::kWait) co_return Judge(exchange, query, step);
    }
  }

 private:
  // A server that gave a challenge or a part of its reply can be reached, whatever came after.
  static Observation AtDeadline(const UdpExchange& exchange, bool heard) {
    return exchange.Saw(heard ? Reason::kExpectTimeout : Reason::kNoAnswer);
  }

  static Observation Judge(const UdpExchange& exchange, const InfoQuery& query, Step step) {
    if (step == Step::kLoop) return exchange.Saw(Reason::kChallengeLoop);
    if (step == Step::kBad) return exchange.Saw(Reason::kBadReply);
    Observation seen = exchange.Saw(Reason::kReply);
    seen.facts = FactsOf(query.info());
    return seen;
  }

  ProbeContext& context_;
  UdpWorkspace workspace_;
};

// The query is the same for every server: there is nothing to configure.
config::ModuleReading Read(config::Fields&) {
  return {std::make_shared<ModuleOptions>(), {State::kOpen}};
}

std::unique_ptr<Probe> Make(const Module&, ProbeContext& context) {
  return std::make_unique<A2sProbe>(context);
}

}  // namespace

constinit const ProbeType kProbeType = {
    .prober = {.name = "a2s", .transport = Transport::kUdp, .read = Read},
    .make = Make,
    .numbers = kFactNumbers,
    .info = &kFactInfo,
};

}  // namespace reach::a2s
