#include "exporter/cli/diagnose_command.h"

#include <algorithm>
#include <asio/co_spawn.hpp>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include "exporter/cli/command_views.h"
#include "exporter/cli/diagnose_report.h"
#include "exporter/cli/via.h"
#include "exporter/config/config.h"
#include "exporter/config/error.h"
#include "exporter/core/host_port.h"
#include "exporter/diagnosis/examiner.h"
#include "exporter/net/resolver.h"
#include "exporter/probes/registry.h"

namespace reach::cli {
namespace {

// What was cancelled ends.
constexpr Duration kEnding = std::chrono::milliseconds(20);

// What the command knows of the world: the configuration, or what was typed.
struct Question {
  config::Config config;
  diagnosis::Subject subject;
};

Check AdHocCheck(const Options& options, const HostPort& where) {
  const DiagnoseOptions& wanted = options.diagnose;
  auto policy = std::make_shared<CheckPolicy>();
  policy->name = wanted.transport + "/" + std::to_string(where.port);
  policy->module = config::LoadModule(options.config_file, wanted.transport, Probers());
  policy->role = Role::kProof;
  policy->timeout = std::chrono::seconds(4);
  policy->confirm = 2;
  policy->expect.fill(policy->module->expect);
  Check check;
  check.target = where.host;
  check.host = where.host;
  check.port = where.port;
  check.policy = std::move(policy);
  return check;
}

// Throws Faults, or std::invalid_argument with what is wrong with the arguments.
Question Ask(const Options& options) {
  const DiagnoseOptions& wanted = options.diagnose;
  Question question;
  if (!options.config_file.empty()) {
    question.config = config::LoadConfig(options.config_file, Probers());
    const auto& inside_of = question.config.inside_of;
    question.subject = diagnosis::Subject(inside_of, wanted.target);
    for (const Check& check : question.config.checks) question.subject.Offer(inside_of, check);
    if (!question.subject.checks.empty()) return question;
  }
  diagnosis::Subject& subject = question.subject;
  subject.target = subject.host = wanted.target;
  if (!wanted.profile.empty()) {
    subject.checks =
        config::LoadTarget(options.config_file, wanted.target, wanted.profile, Probers());
    return question;
  }
  const auto where = ParseHostPort(wanted.target);
  if (!where) {
    throw std::invalid_argument("\"" + wanted.target +
                                "\" is neither a target of a --config.file nor HOST:PORT; for a " +
                                "HOST say what runs there: --profile rust");
  }
  subject.checks.push_back(AdHocCheck(options, *where));
  subject.host = where->host;
  return question;
}

Task<diagnosis::TargetEvidence> Gather(diagnosis::Subject subject, CommandViews& views,
                                       OneShot& once) {
  co_await views.Look();
  diagnosis::Examiner examiner(once, views);
  co_return co_await examiner.Examine(std::move(subject));
}

DiagnoseReport Examine(const Question& question, CommandViews& views, OneShot& once) {
  std::optional<DiagnoseReport> report;
  std::exception_ptr failure;
  asio::co_spawn(once.io(), Gather(question.subject, views, once),
                 [&](std::exception_ptr error, diagnosis::TargetEvidence evidence) {
                   failure = std::move(error);
                   report.emplace();
                   report->evidence = std::move(evidence);
                 });
  const auto work = asio::make_work_guard(once.io());
  while (!report) once.io().run_one();
  if (failure) std::rethrow_exception(failure);
  report->diagnosis = diagnosis::Diagnose(report->evidence);
  report->summary = diagnosis::SummaryOf(report->evidence, report->diagnosis);
  return *std::move(report);
}

// Throws std::invalid_argument when the file cannot be read.
std::string ReadListing(const std::string& path) {
  std::ostringstream text;
  if (path == "-") {
    text << std::cin.rdbuf();
    return text.str();
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::invalid_argument("cannot read " + path);
  text << file.rdbuf();
  return text.str();
}

// The configuration for the views: with the checks of the subject only.
std::shared_ptr<const config::Config> ConfigOf(const Question& question) {
  auto config = std::make_shared<config::Config>(question.config);
  config->checks = question.subject.checks;
  const auto& inside = question.subject.inside;
  config->checks.insert(config->checks.end(), inside.begin(), inside.end());
  return config;
}

int ExitStatus(Cause cause) {
  if (cause == Cause::kHealthy) return kExitOk;
  return cause == Cause::kUndecided ? kExitUndecided : kExitFailed;
}

}  // namespace

int RunDiagnose(const Options& options) try {
  const DiagnoseOptions& wanted = options.diagnose;
  const Question question = Ask(options);
  asio::io_context io{1};
  Resolver resolver{question.config.nameservers};
  const NameLookup lookup = [&resolver](std::string name, Family family, NameService::Done done) {
    resolver.Lookup(std::move(name), family, std::move(done));
  };
  OneShot once(io, lookup);
  if (!wanted.via.empty()) RequireVantage(question.config, wanted.via);
  CommandViews views(io, lookup, ConfigOf(question), wanted.via);
  if (!wanted.listeners.empty()) {
    const std::string problem = views.Paste(ReadListing(wanted.listeners));
    if (!problem.empty()) throw std::invalid_argument(wanted.listeners + ": " + problem);
  }
  const DiagnoseReport report = Examine(question, views, once);
  views.Stop();
  io.run_for(kEnding);
  std::cout << (wanted.json ? ToJson(report) : wanted.report ? ToMarkdown(report) : ToText(report));
  return ExitStatus(report.diagnosis.root.cause);
} catch (const config::Faults& faults) {
  std::cerr << "reach_exporter diagnose: " << faults.what() << "\n";
  return kExitUsage;
} catch (const std::invalid_argument& problem) {
  std::cerr << "reach_exporter diagnose: " << problem.what() << "\n";
  return kExitUsage;
}

}  // namespace reach::cli
