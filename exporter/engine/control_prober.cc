#include "exporter/engine/control_prober.h"

#include <utility>

#include "exporter/probes/registry.h"

namespace reach {
namespace {

// Survives two lost SYNs (1 s, 3 s), and an ARP request that nobody answers (3.1 s).
constexpr Duration kTimeout = std::chrono::seconds(4);

}  // namespace

ControlProber::ControlProber(asio::io_context& io, NameLookup lookup)
    : tcp_sockets_(io),
      icmp_sockets_(io),
      context_{io, tcp_sockets_, icmp_sockets_, network_},
      names_(io, std::move(lookup)),
      runner_(io) {}

void ControlProber::Try(const Check& check, Done done) {
  names_.Find(check.host, check.family, check.policy->module->families,
              [this, check, done = std::move(done)](const Names::Found& found) mutable {
                if (!found.address) return done(std::nullopt);
                TryAt(check, found.address, std::move(done));
              });
}

void ControlProber::TryAt(const Check& check, const Address& address, Done done) {
  if (stopped_) return;
  const std::shared_ptr<Probe> probe = MakeProbe(*check.policy->module, context_);
  const Destination where{address, check.port, std::make_shared<const std::string>(check.host)};
  runner_.Launch(*probe, where, kTimeout,
                 [probe, done = std::move(done)](const Landing& landing) { done(landing.seen); });
}

void ControlProber::Stop() {
  stopped_ = true;
  runner_.Stop();
}

}  // namespace reach
