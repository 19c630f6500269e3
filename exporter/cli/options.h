// The command line as a value.
// Thread: main's. Owner: main.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exporter/config/own_shard.h"
#include "exporter/config/probe_api.h"
#include "exporter/core/clock.h"

namespace reach::cli {

enum class Command {
  kServe,
  kCheckConfig,
  kPrintConfig,
  kProbe,
  kDiagnose,
  kAnswer,
  kVantage,
  kPreflight
};

struct ProbeOptions {
  std::string target;  // as typed: "rust.example.org:28016", "[2001:db8::1]:80"; to ping: "::1"
  std::string transport = "tcp";
  std::string module;  // "" : the one named like the transport
  bool tls = false;    // with TLS, as a check with `tls: true`
  std::string family = "any";
  Duration timeout = std::chrono::seconds(4);
  bool json = false;
};

// What `diagnose` and `preflight` ask about.
struct DiagnoseOptions {
  std::string target;             // a target of the configuration, HOST, or HOST:PORT
  std::string profile;            // of a HOST: "rust"
  std::string transport = "tcp";  // of a HOST:PORT
  std::string via;                // a vantage of the configuration; "": all that watch the target
  std::string listeners;  // a file with the output of netstat or ss, "-" for stdin; "": none
  bool json = false;
  bool report = false;  // as Markdown, without what should not be shown around
};

struct AnswerOptions {
  std::string profile = "rust";
  Duration limit{};  // 0: until it is interrupted
};

struct VantageOptions {
  std::string listen = ":10836";
  int days = 3650;               // that its certificate is good for
  config::ProbeApiSettings api;  // what may be probed from there
};

struct Options {
  Command command = Command::kServe;
  std::string config_file;  // "": reach.yml where it is looked for, see DefaultConfigFile()
  Duration reload_interval = std::chrono::seconds(5);  // of looking at the file; 0: never
  std::vector<std::string> listen = {":10836"};
  std::string web_config;  // a file with TLS and users; "": none
  std::string log_level = "info";
  std::string log_format = "logfmt";
  std::string storage_path;  // "": that of the configuration
  config::OwnShard shard;
  ProbeOptions probe;
  DiagnoseOptions diagnose;
  AnswerOptions answer;
  VantageOptions vantage;
};

inline constexpr int kExitOk = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitUndecided = 2;  // of diagnose and preflight
inline constexpr int kExitUsage = 3;

// Either options, or the exit status of a command line that is done with (help, version, usage);
// its text has been printed then.
struct Parsed {
  std::optional<Options> options;
  int status = kExitOk;
};
Parsed ParseCommandLine(int argc, const char* const* argv);

// "reach_exporter, version 0.1.0 (revision 2f13259, compiler GNU-12.2.0)".
std::string VersionText();

}  // namespace reach::cli
