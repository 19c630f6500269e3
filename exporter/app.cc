#include "exporter/app.h"

#include <algorithm>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <csignal>
#include <set>
#include <thread>
#include <unordered_set>
#include <utility>

#include "exporter/app_fit.h"
#include "exporter/app_log.h"
#include "exporter/engine/own_part.h"
#include "exporter/heap.h"
#include "exporter/log.h"
#include "exporter/metrics/series.h"
#include "exporter/net/descriptors.h"
#include "exporter/probes/registry.h"
#include "exporter/version.h"

namespace reach {
namespace {

// The engine has the checks: a second copy would cost as much as all else of them.
std::shared_ptr<const config::Config> WithoutChecks(config::Config config) {
  config.checks = std::vector<Check>();  // `= {}` would keep its room
  return std::make_shared<const config::Config>(std::move(config));
}

// A success says all, unless a certain version is expected: only a diagnosis compares it.
bool SaysAll(const Transition& t) {
  if (t.after.success != Success::kYes) return false;
  const auto& options = t.entry().check.policy->module->options;
  return options == nullptr || options->expected_version().empty();
}

}  // namespace

App::App(const cli::Options& options, config::Config config)
    : options_(options),
      config_(std::make_shared<const config::Config>(FitProcess(std::move(config), options))),
      signals_(io_, SIGTERM, SIGINT),
      events_(io_),
      memory_(io_, [](std::string_view problem) { log::Warn(problem); }),
      host_view_(io_, [](std::string_view problem) { log::Warn(problem); }),
      wan_(LogNews),
      vantages_(io_, LogVantage),
      diagnoser_(
          io_,
          [this](std::string name, Family family, NameService::Done done) {
            engine_.Lookup(std::move(name), family, std::move(done));
          },
          views_, MakeDiagnoserHooks()),
      engine_(io_, MakeEngineOptions()),
      names_(
          io_,
          [this](std::string name, Family family, NameService::Done done) {
            engine_.Lookup(std::move(name), family, std::move(done));
          },
          [this](const config::Config& rows) { engine_.Apply(rows); },
          [this](const std::string& name) { events_.OnCut(name); }),
      discovery_(io_, LogReport),
      manager_(io_, ServiceEnvironment::OfProcess(),
               [](std::string_view problem) { log::Warn(problem); }),
      reloader_(io_, config_->file, manager_,
                [this](config::Config fresh) { Apply(std::move(fresh)); }),
      site_(*this),
      probe_api_(
          io_,
          [this](std::string name, Family family, NameService::Done done) {
            engine_.Lookup(std::move(name), family, std::move(done));
          },
          [this](const std::string& name) {
            return config::FindModule(config_->file, name, Probers());
          }),
      front_(
          io_, [this](const web::Request& request) { return site_.Answer(request); },
          [](std::string_view problem) { log::Error(problem); }),
      server_(
          io_, [this](web::Request& request) { return front_.Answer(request); }, FitClients(),
          [](std::string_view problem) { log::Error(problem); }) {
  front_.Open(options_.web_config);
  front_.Serve("/api/v1/probe",
               [this](const web::Request& request) { return probe_api_.Probe(request); });
  front_.Serve("/api/v1/arrival",
               [this](const web::Request& request) { return probe_api_.Arrival(request); });
  server_.UseTls([this] { return front_.tls(); });
}

EngineOptions App::MakeEngineOptions() {
  EngineOptions engine;
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  engine.shards = std::min(cores, ShareDescriptors(RaiseDescriptorLimit()).shards);
  engine.recall = [this](const Check& check) { return memory_.Recall(check); };
  engine.listeners.transition = [this](const Transition& t) {
    events_.OnTransition(t);
    memory_.Touch();
    diagnoser_.Touch(t.entry().check.target, SaysAll(t));
  };
  engine.listeners.exception = [this](const std::string& check, const std::string& what) {
    events_.OnException(check, what);
  };
  engine.listeners.online = [this](Scope scope, const OnlineStatus& status) {
    events_.OnOnline(scope, status);
    views_.SetOnline(scope, status.online);
  };
  engine.listeners.refused = [this](const std::string& what) { events_.OnRefused(what); };
  return engine;
}

Diagnoser::Hooks App::MakeDiagnoserHooks() {
  Diagnoser::Hooks hooks;
  hooks.root = [this](const std::string& target) {
    return diagnosis::Subject(config_->inside_of, target).target;
  };
  hooks.subject = [this](const std::string& target) { return SubjectOf(target); };
  hooks.news = [this](const std::string& target, const diagnosis::Verdict& verdict) {
    events_.OnDiagnosis(target, verdict);
  };
  return hooks;
}

diagnosis::Subject App::SubjectOf(const std::string& target) const {
  diagnosis::Subject subject(config_->inside_of, target);
  for (const auto& table : engine_.tables()) {
    for (const CheckEntry& entry : *table) subject.Offer(config_->inside_of, entry.check);
  }
  return subject;
}

int App::Run() {
  if (!Listen()) return cli::kExitFailed;
  OpenMemory();
  events_.Start();
  engine_.Start();
  diagnoser_.Start();
  running_ = true;
  // What the lists add comes when they have been read; the targets of the file do not wait.
  if (config_->blueprint != nullptr) names_.Follow(OwnPart(config_));
  Apply(*config_);
  reloader_.Start(options_.reload_interval);
  log::Info("probing", {{"config", config_->file}, {"version", kVersion}, {"revision", kRevision}});
  manager_.Ready();
  AwaitSignal();
  memory_.Start([this] { return TakeSnapshot(); });
  io_.run();
  memory_.Write(*engine_.Stop());
  log::Info("stopped");
  return cli::kExitOk;
}

bool App::Listen() {
  for (const std::string& address : options_.listen) {
    if (const auto problem = server_.Listen(address)) {
      log::Error(*problem);
      return false;
    }
  }
  for (const auto& endpoint : server_.endpoints()) {
    log::Info("listening", {{"address", endpoint.address().to_string()},
                            {"port", std::to_string(endpoint.port())}});
  }
  return true;
}

void App::OpenMemory() {
  const std::string& path =
      options_.storage_path.empty() ? config_->storage_path : options_.storage_path;
  if (path.empty()) {
    log::Info("nothing is remembered over a restart: neither storage.path nor --storage.path set");
  } else if (memory_.Open(path)) {
    log::Info("remembering over restarts", {{"path", path}});
    wan_.Keep(path);
  }
}

void App::AwaitSignal() {
  signals_.async_wait([this](asio::error_code error, int signal) {
    if (error) return;
    log::Info("stopping", {{"signal", std::to_string(signal)}});
    Stop();
  });
}

// The loop ends when the last request has been answered; the engine stops after that, so that a
// scrape never asks a shard that is gone.
void App::Stop() {
  running_ = false;
  manager_.Stopping();
  memory_.Stop();
  diagnoser_.Stop();
  vantages_.Stop();
  wan_.Stop();
  reloader_.Stop();
  discovery_.Stop();
  names_.Stop();
  events_.Stop();
  host_view_.Stop();
  server_.Stop();
  probe_api_.Stop();
}

void App::Apply(config::Config config) {
  for (const std::string& warning : config.warnings) log::Warn(warning);
  warned_of_series_ = false;
  discovery_.Start(
      std::make_shared<const config::Config>(FitProcess(std::move(config), options_)),
      [this](const std::shared_ptr<const config::Config>& whole) { PutInForce(whole); });
}

void App::PutInForce(const std::shared_ptr<const config::Config>& whole) {
  if (!running_) return;
  auto part = OwnPart(whole);
  ApplyVantages(*whole);  // those of all shards: a vantage may be asked about any target
  LogChecks(*whole, *part);
  const auto warning = metrics::SeriesWarning(*part);
  if (warning && !warned_of_series_) log::Warn(*warning);
  warned_of_series_ = warning.has_value();
  config_ = WithoutChecks(*part);
  host_view_.Apply(*part);
  wan_.Apply(*part);
  names_.Follow(std::move(part));
  ForgetTargetsThatAreGone();
  asio::co_spawn(io_, GiveBackMemory(), asio::detached);
}

void App::ApplyVantages(const config::Config& whole) {
  std::set<std::string> hosts;
  if (whole.probe_api.configured) {
    for (const Check& check : whole.checks) hosts.insert(check.host);
  }
  vantages_.Apply(whole.vantages, whole.check_host);
  views_.Apply(whole);
  probe_api_.Apply(whole.probe_api, hosts);
  front_.OpenTokens(whole.probe_api.tokens_file);
}

void App::ForgetTargetsThatAreGone() {
  std::unordered_set<std::string_view> there;
  for (const auto& table : engine_.tables()) {
    for (const CheckEntry& entry : *table) there.insert(entry.check.target);
  }
  diagnoser_.Keep([&](const std::string& target) { return there.contains(target); });
}

// Loading leaves more behind than the checks need. It is free when each shard has taken its checks,
// and thus can give a snapshot.
Task<void> App::GiveBackMemory() {
  co_await TakeSnapshot();
  GiveBackFreeMemory();
}

metrics::ReloadStatus App::reload() const {
  metrics::ReloadStatus status = reloader_.status();
  status.sources = discovery_.status();
  return status;
}

Task<std::shared_ptr<const Snapshot>> App::TakeSnapshot() {
  if (!running_) co_return nullptr;
  co_return co_await engine_.TakeSnapshot();
}

}  // namespace reach
