#include "exporter/config/global.h"

#include <filesystem>
#include <string_view>
#include <utility>

#include "exporter/config/host.h"
#include "exporter/config/words.h"

namespace reach::config {
namespace {

constexpr std::int64_t kMostInFlight = 1'000'000;
constexpr double kLeastRate = 0.1;
constexpr double kMostRate = 1'000'000;

void ReadCount(Fields& fields, std::string_view key, std::size_t& count) {
  if (const auto value = fields.Integer(key, 1, kMostInFlight)) {
    count = static_cast<std::size_t>(*value);
  }
}

void ReadRate(Fields& fields, std::string_view key, double& rate) {
  if (const auto value = fields.Number(key, kLeastRate, kMostRate)) rate = *value;
}

}  // namespace

Settings ReadGlobal(Fields& root, Config& config) {
  Settings settings = DefaultSettings();
  std::optional<Fields> global = root.Map("global");
  if (!global) return settings;
  Overlay(settings, ReadTiming(*global));
  if (auto vantage = global->Label("vantage")) config.vantage = *std::move(vantage);
  if (auto notice = global->String("notice")) config.notice = *std::move(notice);
  if (const auto mode = global->OneOf("metrics", {"full", "lean"})) {
    config.metrics = *mode == "lean" ? MetricsMode::kLean : MetricsMode::kFull;
  }
  return settings;
}

void ReadLimits(Fields& root, Limits& limits) {
  std::optional<Fields> fields = root.Map("limits");
  if (!fields) return;
  ReadCount(*fields, "in_flight", limits.in_flight);
  ReadCount(*fields, "in_flight_per_host", limits.in_flight_per_host);
  ReadRate(*fields, "attempts_per_second", limits.attempts_per_second);
  ReadRate(*fields, "attempts_per_second_per_host", limits.attempts_per_second_per_host);
}

void ReadDns(Fields& root, Config& config) {
  std::optional<Fields> dns = root.Map("dns");
  if (!dns) return;
  for (std::string& server : dns->Strings("nameservers").value_or(std::vector<std::string>())) {
    if (!IsNameserver(server)) {
      dns->Fault("nameservers", Quoted(server) +
                                    " is not an address, nor an address with a port "
                                    "such as 192.0.2.1:53 or [2001:db8::1]:53");
    }
    config.nameservers.push_back(std::move(server));
  }
}

void ReadStorage(Fields& root, Config& config) {
  std::optional<Fields> storage = root.Map("storage");
  if (!storage) return;
  const std::optional<std::string> path = storage->String("path");
  if (!path) return;
  if (path->empty())
    return storage->Fault(
        "path", Quoted("path") + " is empty: leave " + Quoted("storage") + " out to keep nothing");
  config.storage_path = std::filesystem::path(config.file).parent_path() / *path;
}

}  // namespace reach::config
