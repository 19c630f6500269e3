#include "exporter/cli/options.h"

#include "exporter/cli/command_line.h"
#include "exporter/config/duration.h"
#include "exporter/version.h"

namespace reach::cli {
namespace {

std::string CheckDuration(const std::string& text) {
  return config::ParseDuration(text) ? "" : "not a duration like 500ms, 4s or 1m30s: " + text;
}

void AddServe(CLI::App& app, Options& options, bool& check, bool& print) {
  app.add_option("--config.file", options.config_file,
                 "Configuration file (default: config/reach.yml, /etc/reach_exporter/reach.yml)");
  auto* check_flag = app.add_flag("--config.check", check, "Check the configuration and exit");
  app.add_flag("--config.print", print, "Print the effective settings of each check and exit")
      ->excludes(check_flag);
  AddDuration(app, "--config.auto-reload-interval", options.reload_interval,
              "How often to look whether the file has changed; 0 never (default 5s)")
      ->check(CLI::Validator(CheckDuration, "DURATION"));
  app.add_option("--web.listen-address", options.listen,
                 "Address to listen on, repeatable: :10836, 127.0.0.1:10836, [::1]:10836")
      ->capture_default_str()
      ->allow_extra_args(false);
  app.add_option("--web.config.file", options.web_config,
                 "File with TLS and users, in the format of Prometheus' exporter-toolkit");
  app.add_option(
      "--storage.path", options.storage_path,
      "Folder that keeps since when checks are down; wins over storage.path of the file");
  AddShard(app, options.shard);
  app.add_option("--log.level", options.log_level, "debug, info, warn or error")
      ->check(CLI::IsMember({"debug", "info", "warn", "error"}))
      ->capture_default_str();
  app.add_option("--log.format", options.log_format, "logfmt or json")
      ->check(CLI::IsMember({"logfmt", "json"}))
      ->capture_default_str();
}

CLI::App* AddProbe(CLI::App& app, ProbeOptions& options) {
  auto* probe =
      app.add_subcommand("probe", "Probe one port, or ping one host, once and say what it is");
  probe
      ->add_option("target", options.target,
                   "HOST:PORT, with an IPv6 address as [ADDRESS]:PORT; HOST alone for icmp")
      ->required();
  probe->add_option("--transport", options.transport, "tcp, udp or icmp")
      ->check(CLI::IsMember({"tcp", "udp", "icmp"}))
      ->capture_default_str();
  probe->add_option(
      "--module", options.module,
      "Module to probe with: a probe type (a2s, icmp, tcp, udp, webrcon) or one of --config.file");
  probe->add_flag("--tls", options.tls, "Speak TLS from the first byte on, and verify the server");
  probe->add_option("--family", options.family, "any, ip4 or ip6")
      ->check(CLI::IsMember({"any", "ip4", "ip6"}))
      ->capture_default_str();
  AddDuration(*probe, "--timeout", options.timeout, "Longest wait for an answer (default 4s)")
      ->check(CLI::Validator(CheckLonger, "DURATION"));
  probe
      ->add_option_function<std::string>(
          "--output", [&options](const std::string& text) { options.json = text == "json"; },
          "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  probe->footer("Exit status: 0 the port is as it should be, 1 it is not, 3 wrong usage.");
  probe->fallthrough();  // --config.file may stand behind the command
  return probe;
}

}  // namespace

std::string CheckLonger(const std::string& text) {
  std::string problem = CheckDuration(text);
  if (!problem.empty() || *config::ParseDuration(text) > Duration::zero()) return problem;
  return "must be longer than 0: " + text;
}

CLI::Option* AddDuration(CLI::App& app, const std::string& name, Duration& value,
                         const std::string& help) {
  return app.add_option_function<std::string>(
      name, [&value](const std::string& text) { value = *config::ParseDuration(text); }, help);
}

std::string VersionText() {
  return std::string("reach_exporter, version ") + kVersion + " (revision " + kRevision +
         ", compiler " + kCompiler + ")";
}

Parsed ParseCommandLine(int argc, const char* const* argv) {
  Options options;
  bool check = false;
  bool print = false;
  CLI::App app("Says whether a port can be reached, since when, and if not, why.",
               "reach_exporter");
  app.set_version_flag("--version", VersionText());
  AddServe(app, options, check, print);
  const CLI::App* probe = AddProbe(app, options.probe);
  const CLI::App* diagnose = AddDiagnose(app, options.diagnose);
  const CLI::App* answer = AddAnswer(app, options.answer);
  const CLI::App* vantage = AddVantage(app, options.vantage);
  const CLI::App* preflight = AddPreflight(app, options.diagnose);
  try {
    app.parse(argc, argv);
    RefuseWrongShard(app, options.shard);
  } catch (const CLI::ParseError& error) {
    return {std::nullopt, app.exit(error) == 0 ? kExitOk : kExitUsage};
  }
  if (check) options.command = Command::kCheckConfig;
  if (print) options.command = Command::kPrintConfig;
  if (probe->parsed()) options.command = Command::kProbe;
  if (diagnose->parsed()) options.command = Command::kDiagnose;
  if (answer->parsed()) options.command = Command::kAnswer;
  if (vantage->parsed()) options.command = Command::kVantage;
  if (preflight->parsed()) options.command = Command::kPreflight;
  return {options, kExitOk};
}

}  // namespace reach::cli
