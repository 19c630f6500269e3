#include "exporter/probes/a2s/a2s_probe.h"

#include "exporter/config/fields.h"
#include "exporter/probes/a2s/a2s_facts.h"
#include "exporter/probes/socket_route.h"
#include "exporter/probes/udp/udp_exchange.h"
#include "exporter/protocols/a2s_query.h"

namespace reach::a2s {
namespace {

using Arrival = UdpExchange::Arrival;
using Step = InfoQuery::Step;

struct Options : ModuleOptions {
  std::string_view expected_version() const override { return version; }
  SocketOrigin origin;
  std::string version;
};

class A2sProbe : public Probe {
 public:
  A2sProbe(SocketOrigin origin, ProbeContext& context)
      : context_(context), workspace_(context.io, std::move(origin)) {}

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

// The query is the same for every server.
config::ModuleReading Read(config::Fields& module) {
  auto options = std::make_shared<Options>();
  SocketRoute route;
  if (auto a2s = module.Map("a2s")) {
    route = ReadRoute(*a2s);
    options->version = a2s->String("expect_version").value_or("");
  }
  options->origin = route.origin;
  return {std::move(options), {State::kOpen}, route.families};
}

std::unique_ptr<Probe> Make(const Module& module, ProbeContext& context) {
  const auto options = std::dynamic_pointer_cast<const Options>(module.options);
  return std::make_unique<A2sProbe>(options ? options->origin : SocketOrigin{}, context);
}

}  // namespace

constinit const ProbeType kProbeType = {
    .prober = {.name = "a2s", .transport = Transport::kUdp, .read = Read},
    .make = Make,
    .numbers = kFactNumbers,
    .info = &kFactInfo,
};

}  // namespace reach::a2s
