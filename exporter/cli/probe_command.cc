#include "exporter/cli/probe_command.h"

#include <iostream>

#include "exporter/cli/probe_report.h"
#include "exporter/config/config.h"
#include "exporter/config/error.h"
#include "exporter/engine/names.h"
#include "exporter/engine/runner.h"
#include "exporter/net/icmp_sockets.h"
#include "exporter/net/local_network.h"
#include "exporter/net/resolver.h"
#include "exporter/net/tcp_socket_pool.h"
#include "exporter/probes/registry.h"

namespace reach::cli {
namespace {

// Runs the io_context until `done`, on this thread.
class OneShot {
 public:
  Names::Found Find(const std::string& host, Family family, FamilyOrder order) {
    Names names(io_, [this](std::string name, Family asked, NameService::Done done) {
      resolver_.Lookup(std::move(name), asked, std::move(done));
    });
    std::optional<Names::Found> result;
    names.Find(host, family, order, [&](const Names::Found& found) { result = found; });
    const auto work = asio::make_work_guard(io_);
    while (!result) io_.run_one();
    return *result;
  }

  Landing Attempt(const Module& module, const Destination& where, Duration timeout) {
    const std::unique_ptr<Probe> probe = MakeProbe(module, context_);
    Runner runner(io_);
    std::optional<Landing> result;
    runner.Launch(*probe, where, timeout, [&](Landing landing) { result = std::move(landing); });
    io_.restart();
    while (!result) io_.run_one();  // not until idle: the runner's timer stays armed
    return std::move(*result);
  }

 private:
  asio::io_context io_{1};
  TcpSocketPool tcp_sockets_{io_};
  IcmpSockets icmp_sockets_{io_};
  LocalNetwork network_;
  ProbeContext context_{io_, tcp_sockets_, icmp_sockets_, network_};
  Resolver resolver_{std::vector<std::string>{}};
};

int Usage(const std::string& problem) {
  std::cerr << "reach_exporter probe: " << problem << "\n";
  return kExitUsage;
}

}  // namespace

int RunProbe(const Options& options) {
  const ProbeOptions& wanted = options.probe;
  std::shared_ptr<const Module> module;
  try {
    module = config::LoadModule(
        options.config_file, wanted.module.empty() ? wanted.transport : wanted.module, Probers());
    if (wanted.tls) module = config::WithTls(*module, true, Probers());
    if (!module) return Usage("--tls does not fit this module");
  } catch (const config::Faults& faults) {
    return Usage(faults.what());
  }
  const bool has_port = module->transport != Transport::kIcmp;
  const auto where = has_port ? ParseHostPort(wanted.target) : ParseHost(wanted.target);
  if (!where) {
    return Usage((has_port ? "not HOST:PORT (IPv6: [ADDRESS]:PORT): "
                           : "not a HOST, and ping has no port: ") +
                 wanted.target);
  }
  ProbeReport report{wanted.target, *where, {}, module->transport, module->name, false, {}};
  OneShot once;
  const Names::Found found = once.Find(where->host, *ParseFamily(wanted.family), module->families);
  report.address = found.address;
  report.seen.reason = found.failure;
  if (found.address) {
    const Destination destination{found.address, where->port,
                                  std::make_shared<const std::string>(where->host)};
    Landing landing = once.Attempt(*module, destination, wanted.timeout);
    report.seen = std::move(landing.seen);
    if (!landing.exception.empty()) std::cerr << "probe failed: " << landing.exception << "\n";
  }
  report.success =
      module->expect.Contains(report.seen.state()) && RowOf(report.seen.reason).complete;
  std::cout << (wanted.json ? ToJson(report) : ToText(report));
  return report.success ? kExitOk : kExitFailed;
}

}  // namespace reach::cli
