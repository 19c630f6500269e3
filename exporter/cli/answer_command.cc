#include "exporter/cli/answer_command.h"

#include <asio/signal_set.hpp>
#include <csignal>
#include <iostream>

#include "exporter/cli/stand_in.h"
#include "exporter/config/config.h"
#include "exporter/config/error.h"
#include "exporter/probes/registry.h"

namespace reach::cli {
namespace {

std::string PortText(const Check& check) {
  return std::to_string(check.port) + "/" + std::string(Name(check.policy->module->transport)) +
         " (" + check.name() + ")";
}

}  // namespace

int RunAnswer(const Options& options) {
  std::vector<Check> checks;
  try {
    checks =
        config::LoadTarget(options.config_file, "localhost", options.answer.profile, Probers());
  } catch (const config::Faults& faults) {
    std::cerr << "reach_exporter answer: " << faults.what() << "\n";
    return kExitUsage;
  }
  asio::io_context io{1};
  StandIn stand_in(io, [](const Check& port, const Address& from) {
    std::cout << PortText(port) << ": heard from " << ToString(from) << std::endl;
  });
  for (const Check& check : checks) {
    if (check.policy->module->transport == Transport::kIcmp) continue;
    const std::string problem = stand_in.Hold(check);
    if (problem.empty()) {
      std::cout << PortText(check) << ": held" << std::endl;
    } else {
      std::cerr << PortText(check) << ": " << problem << std::endl;
    }
  }
  if (stand_in.held() == 0) return kExitFailed;
  asio::basic_signal_set<Executor> signals(io, SIGINT, SIGTERM);
  signals.async_wait([&io](asio::error_code, int) { io.stop(); });
  Timer end(io, options.answer.limit > Duration::zero() ? Clock::now() + options.answer.limit
                                                        : TimePoint::max());
  end.async_wait([&io](asio::error_code) { io.stop(); });
  io.run();
  return kExitOk;
}

}  // namespace reach::cli
