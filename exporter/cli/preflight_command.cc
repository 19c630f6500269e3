#include "exporter/cli/preflight_command.h"

#include <algorithm>
#include <array>
#include <asio/co_spawn.hpp>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <utility>

#include "exporter/cli/preflight_verdict.h"
#include "exporter/cli/stand_in.h"
#include "exporter/cli/via.h"
#include "exporter/config/config.h"
#include "exporter/config/error.h"
#include "exporter/net/when_all.h"
#include "exporter/probes/registry.h"
#include "exporter/vantage/client.h"

namespace reach::cli {
namespace {

struct Port {
  Check check;
  bool held = false;
  std::string problem;  // why not
  std::optional<vantage::Answer> answer;
};

std::string NameOf(const Check& check) {
  return std::to_string(check.port) + "/" + std::string(Name(check.policy->module->transport)) +
         " (" + check.name() + ")";
}

// Throws Faults, or std::invalid_argument with what is wrong with the arguments.
std::vector<Check> ChecksOf(const Options& options, const config::Config& config) {
  const DiagnoseOptions& wanted = options.diagnose;
  std::vector<Check> checks;
  for (const Check& check : config.checks) {
    if (check.target == wanted.target) checks.push_back(check);
  }
  if (checks.empty() && !wanted.profile.empty()) {
    checks = config::LoadTarget(options.config_file, wanted.target, wanted.profile, Probers());
  }
  std::erase_if(checks, [](const Check& check) {
    return check.policy->module->transport == Transport::kIcmp;
  });
  if (checks.empty()) {
    throw std::invalid_argument("\"" + wanted.target +
                                "\" is no target of the configuration; for a HOST say what runs "
                                "there: --profile rust");
  }
  return checks;
}

Task<int> AskAbout(vantage::Client& client, std::string via, Port& port) {
  port.answer = co_await client.AskOne(std::move(via), port.check, false);
  co_return 0;
}

void AskAboutAll(asio::io_context& io, vantage::Client& client, const std::string& via,
                 std::vector<Port>& ports) {
  std::vector<Task<int>> tasks;
  tasks.reserve(ports.size());
  for (Port& port : ports) tasks.push_back(AskAbout(client, via, port));
  bool done = false;
  asio::co_spawn(io, WhenAll(io.get_executor(), std::move(tasks)),
                 [&done](const std::exception_ptr& error, const std::vector<int>&) {
                   done = true;
                   if (error) std::rethrow_exception(error);
                 });
  while (!done) io.run_one();
}

void Print(const Port& port, const PortVerdict& verdict, bool json) {
  static constexpr std::array kWords = {"good", "bad", "undecided"};
  const char* const word = kWords[static_cast<std::size_t>(verdict.standing)];
  if (!json) {
    std::cout << NameOf(port.check) << ": " << word << ": " << verdict.sentence << std::endl;
    return;
  }
  nlohmann::ordered_json line = {{"check", port.check.name()},
                                 {"port", port.check.port},
                                 {"transport", Name(port.check.policy->module->transport)},
                                 {"verdict", word},
                                 {"sentence", verdict.sentence},
                                 {"held", port.held},
                                 {"state", nullptr},
                                 {"reason", nullptr}};
  if (port.answer) {
    line["state"] = Name(port.answer->seen.state());
    line["reason"] = Name(port.answer->seen.reason);
  }
  std::cout << line.dump() << std::endl;
}

// A bad port is certain, whatever is not known about others.
int Worse(int status, Standing standing) {
  if (standing == Standing::kBad || status == kExitFailed) return kExitFailed;
  return standing == Standing::kOpenQuestion ? kExitUndecided : status;
}

int Fly(const Options& options, const config::Config& config, std::vector<Port> ports) {
  const DiagnoseOptions& wanted = options.diagnose;
  asio::io_context io{1};
  std::set<std::string> heard;
  StandIn stand_in(io, [&](const Check& check, const Address&) { heard.insert(NameOf(check)); });
  for (Port& port : ports) {
    port.problem = stand_in.Hold(port.check);
    port.held = port.problem.empty();
    if (!port.held) std::cerr << NameOf(port.check) << ": not held: " << port.problem << std::endl;
  }
  vantage::Client client(io, [](const std::string& name, const std::string& problem) {
    if (!problem.empty()) std::cerr << "vantage " << name << ": " << problem << std::endl;
  });
  client.Apply(config.vantages, {});
  AskAboutAll(io, client, wanted.via, ports);
  int status = kExitOk;
  for (const Port& port : ports) {
    const PortVerdict verdict =
        JudgePort(port.check, port.answer, port.held, heard.contains(NameOf(port.check)));
    Print(port, verdict, wanted.json);
    status = Worse(status, verdict.standing);
  }
  return status;
}

int Usage(std::string_view problem) {
  std::cerr << "reach_exporter preflight: " << problem << "\n";
  return kExitUsage;
}

}  // namespace

int RunPreflight(const Options& options) try {
  if (options.config_file.empty()) return Usage("needs --config.file, where the vantage stands");
  const config::Config config = config::LoadConfig(options.config_file, Probers());
  RequireVantage(config, options.diagnose.via);
  std::vector<Port> ports;
  for (Check& check : ChecksOf(options, config)) ports.push_back({std::move(check), false, "", {}});
  return Fly(options, config, std::move(ports));
} catch (const config::Faults& faults) {
  return Usage(faults.what());
} catch (const std::invalid_argument& problem) {
  return Usage(problem.what());
}

}  // namespace reach::cli
