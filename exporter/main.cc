#include <exception>
#include <filesystem>
#include <iostream>
#include <memory>
#include <utility>

#include "exporter/app.h"
#include "exporter/cli/answer_command.h"
#include "exporter/cli/diagnose_command.h"
#include "exporter/cli/options.h"
#include "exporter/cli/preflight_command.h"
#include "exporter/cli/probe_command.h"
#include "exporter/cli/vantage_command.h"
#include "exporter/config/config.h"
#include "exporter/config/error.h"
#include "exporter/engine/own_part.h"
#include "exporter/heap.h"
#include "exporter/log.h"
#include "exporter/probes/registry.h"

namespace {

using reach::cli::Command;

// Where the configuration is looked for when the command line names none.
std::string DefaultConfigFile() {
  const std::string here = "config/reach.yml";
  return std::filesystem::exists(here) ? here : "/etc/reach_exporter/reach.yml";
}

int Check(reach::config::Config config, const reach::config::OwnShard& shard) {
  for (const std::string& warning : config.warnings) std::cerr << "warning: " << warning << "\n";
  config.shard = shard;
  std::cout << config.file << ": ok, " << config.checks.size() << " checks";
  if (shard.total > 1) {
    const auto part = reach::OwnPart(std::make_shared<const reach::config::Config>(config));
    std::cout << ", " << part->checks.size() << " of them on shard " << shard.index;
  }
  std::cout << "\n";
  return reach::cli::kExitOk;
}

int Serve(const reach::cli::Options& options, reach::config::Config config) {
  const bool json = options.log_format == "json";
  reach::log::Setup(options.log_level,
                    json ? reach::log::Format::kJson : reach::log::Format::kLogfmt);
  return reach::App(options, std::move(config)).Run();
}

int Run(reach::cli::Options options) {
  if (options.command == Command::kProbe) return reach::cli::RunProbe(options);
  if (options.command == Command::kDiagnose) return reach::cli::RunDiagnose(options);
  if (options.command == Command::kAnswer) return reach::cli::RunAnswer(options);
  if (options.command == Command::kVantage) return reach::cli::RunVantage(options);
  if (options.command == Command::kPreflight) return reach::cli::RunPreflight(options);
  if (options.config_file.empty()) options.config_file = DefaultConfigFile();
  auto config = reach::config::LoadConfig(options.config_file, reach::Probers());
  if (options.command == Command::kCheckConfig) return Check(std::move(config), options.shard);
  if (options.command == Command::kPrintConfig) {
    std::cout << reach::config::Print(config);
    return reach::cli::kExitOk;
  }
  return Serve(options, std::move(config));
}

}  // namespace

int main(int argc, char** argv) {
  reach::KeepLargeBlocksApart();
  const auto [options, status] = reach::cli::ParseCommandLine(argc, argv);
  if (!options) return status;
  try {
    return Run(*options);
  } catch (const reach::config::Faults& faults) {
    std::cerr << faults.what() << "\n";
  } catch (const std::exception& error) {
    std::cerr << "reach_exporter: " << error.what() << "\n";
  }
  return reach::cli::kExitFailed;
}
