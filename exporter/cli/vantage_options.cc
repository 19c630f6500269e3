#include "exporter/cli/command_line.h"

namespace reach::cli {
namespace {

std::string CheckNetwork(const std::string& text) {
  return config::ParseNetwork(text) ? "" : "not an address, nor a network like 10.0.0.0/8: " + text;
}

}  // namespace

CLI::App* AddVantage(CLI::App& app, VantageOptions& options) {
  auto* vantage = app.add_subcommand(
      "vantage",
      "Probe for an exporter at home, from this machine elsewhere; prints what to "
      "paste there");
  vantage->add_option("--listen", options.listen, "Address to listen on: :10836, 192.0.2.1:443")
      ->capture_default_str();
  vantage->add_option("--days", options.days, "How long its certificate is good for")
      ->check(CLI::Range(1, 36500))
      ->capture_default_str();
  vantage
      ->add_option_function<std::vector<std::string>>(
          "--allow",
          [&options](const std::vector<std::string>& networks) {
            for (const std::string& text : networks) {
              options.api.networks.push_back(*config::ParseNetwork(text));
            }
          },
          "Probe into this network too, although it is not public; repeatable")
      ->check(CLI::Validator(CheckNetwork, "NETWORK"))
      ->allow_extra_args(false);
  vantage->add_option("--rate", options.api.rate, "Attempts a minute of one caller")
      ->check(CLI::Range(1, 6000))
      ->capture_default_str();
  vantage->footer(
      "The key, the certificate and the token are kept under --storage.path, or made anew each\n"
      "time without one. It serves /api/v1/probe to who has the token, and /-/healthy.");
  vantage->fallthrough();
  return vantage;
}

CLI::App* AddPreflight(CLI::App& app, DiagnoseOptions& options) {
  auto* preflight = app.add_subcommand(
      "preflight", "Hold the game's ports while it is off, and have a vantage try the way to them");
  preflight
      ->add_option("target", options.target,
                   "Where players connect: a target of --config.file, or a HOST with --profile")
      ->required();
  preflight->add_option("--profile", options.profile, "Of a HOST: rust, minecraft, ...");
  preflight->add_option("--via", options.via, "The vantage of --config.file that looks")
      ->required();
  preflight
      ->add_option_function<std::string>(
          "--output", [&options](const std::string& text) { options.json = text == "json"; },
          "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  preflight->footer(
      "Exit status: 0 players get to every port, 1 they do not, 2 it cannot be told, 3 usage.");
  preflight->fallthrough();
  return preflight;
}

}  // namespace reach::cli
