#include <string>

#include "exporter/cli/command_line.h"

namespace reach::cli {
namespace {

std::string CheckIndex(const std::string& text) {
  if (config::ParseShardIndex(text)) return "";
  return "must be a number, or a pod's name that ends in one, like reach-exporter-2: \"" + text +
         "\"";
}

}  // namespace

void AddShard(CLI::App& app, config::OwnShard& shard) {
  auto* total = app.add_option("--shard.total", shard.total,
                               "Exporters that divide the checks of this configuration among "
                               "themselves (default 1)")
                    ->check(CLI::Range(1U, config::kMostShards));
  app.add_option_function<std::string>(
         "--shard.index",
         [&shard](const std::string& text) { shard.index = *config::ParseShardIndex(text); },
         "Which of them this one is, from 0; a pod's name that ends in it will do")
      ->check(CLI::Validator(CheckIndex, "INDEX"))
      ->needs(total);
  app.add_option_function<std::string>(
         "--shard.by",
         [&shard](const std::string& text) {
           shard.by = text == "check" ? config::ShardBy::kCheck : config::ShardBy::kHost;
         },
         "What stays together: all checks of a host, or nothing (default host)")
      ->check(CLI::IsMember({"host", "check"}))
      ->needs(total);
}

void RefuseWrongShard(const CLI::App& app, const config::OwnShard& shard) {
  const std::string last = std::to_string(shard.total - 1);
  if (shard.index >= shard.total) {
    throw CLI::ValidationError("--shard.index",
                               std::to_string(shard.index) + " is too large: with --shard.total=" +
                                   std::to_string(shard.total) + " the last one is " + last);
  }
  if (shard.total > 1 && app.count("--shard.index") == 0) {
    throw CLI::ValidationError(
        "--shard.total", "needs --shard.index too, from 0 to " + last + ", another one for each");
  }
}

}  // namespace reach::cli
