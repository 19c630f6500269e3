#include "exporter/app.h"

#include <algorithm>
#include <csignal>
#include <thread>

#include "exporter/log.h"
#include "exporter/metrics/series.h"
#include "exporter/net/descriptors.h"
#include "exporter/version.h"

namespace reach {
namespace {

// Descriptors that are not attempts: listeners, scrapes, name lookups, epoll, the log.
constexpr std::size_t kOtherDescriptors = 512;

// Attempts in flight must fit into the descriptors that the system grants.
config::Config FitDescriptors(config::Config config) {
  const std::size_t limit = RaiseDescriptorLimit();
  const std::size_t room = limit > 2 * kOtherDescriptors ? limit - kOtherDescriptors : limit / 2;
  if (config.limits.in_flight > room) {
    log::Warn("limits.in_flight lowered to fit the descriptor limit",
              {{"in_flight", std::to_string(room)}, {"descriptors", std::to_string(limit)}});
    config.limits.in_flight = std::max<std::size_t>(1, room);
  }
  return config;
}

void LogReport(const Report& report) {
  const auto write = report.bad ? log::Warn : log::Info;
  if (report.source.empty()) return write(report.message, {});
  write(report.message, {{"source", report.source}});
}

void LogNews(const wan::News& news) { log::Report(news.bad, news.message, news.fields); }

}  // namespace

App::App(const cli::Options& options, config::Config config)
    : options_(options),
      config_(std::make_shared<const config::Config>(FitDescriptors(std::move(config)))),
      signals_(io_, SIGTERM, SIGINT),
      memory_(io_, [](std::string_view problem) { log::Warn(problem); }),
      engine_(io_, MakeEngineOptions()),
      discovery_(io_, LogReport),
      wan_(LogNews),
      reloader_(io_, config_->file, [this](config::Config fresh) { Apply(std::move(fresh)); }),
      site_(*this),
      server_(
          io_, [this](const web::Request& request) { return site_.Answer(request); }, {},
          [](std::string_view problem) { log::Error(problem); }) {}

EngineOptions App::MakeEngineOptions() {
  EngineOptions engine;
  engine.shards = std::max(1U, std::thread::hardware_concurrency());
  engine.recall = [this](const Check& check) { return memory_.Recall(check); };
  engine.listeners.transition = [this](const Transition& t) {
    LogTransition(t);
    memory_.Touch();
  };
  engine.listeners.exception = [this](const std::string& check, const std::string& what) {
    LogException(check, what);
  };
  engine.listeners.online = [this](Scope scope, const OnlineStatus& s) { LogOnline(scope, s); };
  engine.listeners.refused = [this](const std::string& what) { LogRefused(what); };
  return engine;
}

int App::Run() {
  if (!Listen()) return cli::kExitFailed;
  OpenMemory();
  engine_.Start();
  running_ = true;
  // What the lists add comes when they have been read; the targets of the file do not wait.
  if (config_->blueprint != nullptr) engine_.Apply(*config_);
  Apply(*config_);
  reloader_.Start(options_.reload_interval);
  log::Info("probing", {{"config", config_->file},
                        {"checks", std::to_string(config_->checks.size())},
                        {"version", kVersion},
                        {"revision", kRevision}});
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
  memory_.Stop();
  wan_.Stop();
  reloader_.Stop();
  discovery_.Stop();
  server_.Stop();
}

void App::Apply(config::Config config) {
  for (const std::string& warning : config.warnings) log::Warn(warning);
  warned_of_series_ = false;
  discovery_.Start(
      std::make_shared<const config::Config>(FitDescriptors(std::move(config))),
      [this](std::shared_ptr<const config::Config> whole) { Apply(std::move(whole)); });
}

void App::Apply(std::shared_ptr<const config::Config> whole) {
  if (!running_) return;
  log::Info("checks in force", {{"checks", std::to_string(whole->checks.size())}});
  const auto warning = metrics::SeriesWarning(*whole);
  if (warning && !warned_of_series_) log::Warn(*warning);
  warned_of_series_ = warning.has_value();
  config_ = std::move(whole);
  engine_.Apply(*config_);
  wan_.Apply(*config_);
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

void App::LogTransition(const Transition& transition) {
  const Check& check = transition.entry().check;
  const Row& now = transition.after;
  const bool first = transition.before.reason == Reason::kNotProbed;
  const bool bad = now.success != Success::kYes;
  (bad ? log::Warn : log::Info)(RowOf(now.reason).words,
                                {{"target", check.target},
                                 {"check", check.name},
                                 {"host", check.host},
                                 {"port", check.port == 0 ? "" : std::to_string(check.port)},
                                 {"from", std::string(Name(transition.before.state()))},
                                 {"to", std::string(Name(now.state()))},
                                 {"reason", std::string(Name(now.reason))},
                                 {"expected", now.success == Success::kYes ? "yes" : "no"},
                                 {"first", first ? "yes" : "no"}});
}

void App::LogOnline(Scope scope, const OnlineStatus& status) {
  const std::string name(Name(scope));
  if (status.online == Online::kNo) {
    log::Error("the exporter itself is offline; failures say nothing about the targets",
               {{"scope", name}});
  } else if (status.online == Online::kYes) {
    log::Info("the exporter is online", {{"scope", name}});
  }
}

bool App::IsNews(const std::string& what) {
  const std::lock_guard lock(logged_mutex_);
  return logged_.insert(what).second;
}

void App::LogRefused(const std::string& what) {
  if (IsNews(what)) log::Error(what);
}

void App::LogException(const std::string& check, const std::string& what) {
  if (!IsNews(what)) return;  // a bug is logged once, not each interval
  log::Error("a probe threw an exception; this is a bug", {{"check", check}, {"what", what}});
}

}  // namespace reach
