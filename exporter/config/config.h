// The configuration as a value, and its loading from YAML.
// Thread: immutable after loading. Owner: the app, by shared pointer.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/config/controls.h"
#include "exporter/config/host_view.h"
#include "exporter/config/own_shard.h"
#include "exporter/config/probe_api.h"
#include "exporter/config/prober.h"
#include "exporter/config/vantages.h"
#include "exporter/config/wan.h"
#include "exporter/core/check.h"

namespace reach::config {

class Blueprint;
struct Value;

enum class MetricsMode : std::uint8_t { kFull, kLean };

// What the exporter allows itself towards others.
struct Limits {
  std::size_t in_flight = 4096;         // attempts at once, the whole process
  std::size_t in_flight_per_host = 64;  // attempts at once, one configured host
  double attempts_per_second = 20000;   // the whole process
  double attempts_per_second_per_host = 500;
  bool operator==(const Limits&) const = default;
};

struct Config {
  std::string file;
  std::string vantage = "local";
  std::string notice;  // shown on top of the status page; "" for none
  MetricsMode metrics = MetricsMode::kFull;
  Limits limits;
  std::vector<std::string> nameservers;          // "192.0.2.1" or "[::1]:5353"; empty: resolv.conf
  std::string storage_path;                      // what a restart must not forget; "": nowhere
  OwnShard shard;                                // none of the file: of the command line
  std::vector<Check> checks;                     // in the order of the file
  std::map<std::string, std::string> inside_of;  // target seen from inside -> the target it is
  std::map<std::string, std::string> processes;  // of servers, as the kernel calls them, by profile
  Controls controls;
  HostViewSettings host_view;
  ProbeApiSettings probe_api;
  std::vector<Vantage> vantages;
  CheckHostSettings check_host;
  std::vector<Check> outbound;  // what this host must reach for its answers to get out
  Wan wan;
  std::vector<Ddns> ddns;
  std::shared_ptr<Blueprint> blueprint;   // of `target_files`; null without
  std::vector<std::string> warnings;      // each reads like a fault, and does not stop anything
  std::shared_ptr<const Value> modules;   // those that the checks use, as written; for Print
  std::shared_ptr<const Value> sections;  // others that Print shows as they were written
};

// Throws Faults with all that is wrong. Relative paths are relative to the file.
Config LoadConfig(const std::string& path, Probers probers);

// A module by name, for a check that no file describes: that of a probe type, a shipped one, or one
// of `path` ("" for none). Throws Faults.
std::shared_ptr<const Module> LoadModule(const std::string& path, std::string_view name,
                                         Probers probers);

// The same for those who may ask for a name that there is not: null then, and when the file cannot
// be read.
std::shared_ptr<const Module> FindModule(const std::string& path, std::string_view name,
                                         Probers probers);

// The checks of a host that no file describes: those of `profile`, which is a shipped one or one of
// `path` ("" for none). The target is called like the host. Throws Faults.
std::vector<Check> LoadTarget(const std::string& path, const std::string& host,
                              const std::string& profile, Probers probers);

// The merged result as YAML: each check with its effective settings. It loads again, to the same
// checks, only that a profile is a comment. Variables are replaced, except in modules.
std::string Print(const Config& config);

}  // namespace reach::config
