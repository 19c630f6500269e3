// The parts of the command line: each adds its options to CLI11's parser.
// Thread: main's. Owner: ParseCommandLine, during which all of it lives.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "exporter/cli/options.h"

namespace reach::cli {

// A Prometheus duration; `help` says the default.
CLI::Option* AddDuration(CLI::App& app, const std::string& name, Duration& value,
                         const std::string& help);
std::string CheckLonger(const std::string& text);  // a validator: longer than 0

void AddShard(CLI::App& app, config::OwnShard& shard);
// Throws CLI::ValidationError for options that do not fit together.
void RefuseWrongShard(const CLI::App& app, const config::OwnShard& shard);

CLI::App* AddDiagnose(CLI::App& app, DiagnoseOptions& options);
CLI::App* AddAnswer(CLI::App& app, AnswerOptions& options);
CLI::App* AddVantage(CLI::App& app, VantageOptions& options);
CLI::App* AddPreflight(CLI::App& app, DiagnoseOptions& options);

}  // namespace reach::cli
