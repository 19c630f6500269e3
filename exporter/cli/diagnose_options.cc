#include "exporter/cli/command_line.h"

namespace reach::cli {

CLI::App* AddDiagnose(CLI::App& app, DiagnoseOptions& options) {
  auto* diagnose = app.add_subcommand(
      "diagnose", "Say why a server cannot be reached: the cause, the evidence and the remedy");
  diagnose
      ->add_option("target", options.target,
                   "A target of --config.file, a HOST with --profile, or HOST:PORT")
      ->required();
  auto* profile = diagnose->add_option("--profile", options.profile,
                                       "What runs on HOST: rust, minecraft, ... or a profile of "
                                       "--config.file");
  diagnose->add_option("--transport", options.transport, "Of HOST:PORT: tcp or udp")
      ->check(CLI::IsMember({"tcp", "udp"}))
      ->excludes(profile)
      ->capture_default_str();
  diagnose->add_option("--via", options.via,
                       "Ask this vantage of --config.file too (default: those of the target)");
  diagnose->add_option("--listeners", options.listeners,
                       "Output of \"netstat -ano\" or \"ss -lntu\" on HOST: a file, or - to "
                       "paste it");
  diagnose
      ->add_option_function<std::string>(
          "--output", [&options](const std::string& text) { options.json = text == "json"; },
          "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  diagnose->add_flag("--report", options.report,
                     "Markdown to paste to a hoster, without what is private");
  diagnose->footer("Exit status: 0 healthy, 1 a fault, 2 undecided, 3 wrong usage.");
  diagnose->fallthrough();
  return diagnose;
}

CLI::App* AddAnswer(CLI::App& app, AnswerOptions& options) {
  auto* answer = app.add_subcommand(
      "answer", "Hold the ports of a game that is off, and answer there, to try the way to it");
  answer->add_option("--profile", options.profile, "Whose ports: rust, minecraft, ...")
      ->capture_default_str();
  AddDuration(*answer, "--for", options.limit, "How long (default: until Ctrl-C)")
      ->check(CLI::Validator(CheckLonger, "DURATION"));
  answer->footer(
      "It answers nothing that a player could mistake for the game: TCP accepts and closes,\n"
      "a small datagram comes back, an A2S query gets an empty server.\n"
      "Exit status: 0, or 1 when no port is free.");
  answer->fallthrough();
  return answer;
}

}  // namespace reach::cli
