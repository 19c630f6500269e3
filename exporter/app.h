// The running exporter: owns the engine and the web server, and brings them up and down in order.
// Thread: main's, which runs the control loop. Owner: main.
#pragma once

#include <asio/signal_set.hpp>
#include <memory>
#include <string>

#include "exporter/app_views.h"
#include "exporter/cli/options.h"
#include "exporter/config/config.h"
#include "exporter/diagnoser.h"
#include "exporter/discovery/discovery.h"
#include "exporter/engine/engine.h"
#include "exporter/engine/memory.h"
#include "exporter/engine/name_watch.h"
#include "exporter/event_log.h"
#include "exporter/host/host_view.h"
#include "exporter/reloader.h"
#include "exporter/service_manager.h"
#include "exporter/wan/watch.h"
#include "exporter/web/backend.h"
#include "exporter/web/front.h"
#include "exporter/web/probe_api.h"
#include "exporter/web/server.h"
#include "exporter/web/site.h"

namespace reach {

class App : private web::Backend {
 public:
  App(const cli::Options& options, config::Config config);

  // Serves until SIGTERM or SIGINT. Returns the exit status.
  int Run();

 private:
  bool Listen();
  void AwaitSignal();
  void Stop();
  // Takes a configuration that was loaded into force, with the targets of its lists.
  void Apply(config::Config config);
  void PutInForce(const std::shared_ptr<const config::Config>& whole);
  void ForgetTargetsThatAreGone();
  Task<void> GiveBackMemory();
  EngineOptions MakeEngineOptions();
  void ApplyVantages(const config::Config& whole);
  Diagnoser::Hooks MakeDiagnoserHooks();
  diagnosis::Subject SubjectOf(const std::string& target) const;
  void OpenMemory();

  Task<std::shared_ptr<const Snapshot>> TakeSnapshot() override;
  std::shared_ptr<const config::Config> config() const override { return config_; }
  bool ready() const override { return running_; }
  metrics::ReloadStatus reload() const override;
  metrics::Views views() const override {
    return {host_view_.reading(), wan_.view(), diagnoser_.verdicts()};
  }
  Task<std::optional<std::string>> Reload() override { return reloader_.Reload("request"); }

  cli::Options options_;
  std::shared_ptr<const config::Config> config_;  // in force; the engine has its checks
  asio::io_context io_{1};                        // the control loop
  asio::basic_signal_set<Executor> signals_;
  EventLog events_;  // before the engine, whose shards write it
  Memory memory_;    // before the engine, whose shards tell it of transitions
  host::HostView host_view_;
  wan::Watch wan_;
  vantage::Client vantages_;
  AppViews views_{io_, host_view_, wan_, vantages_};
  Diagnoser diagnoser_;  // as the memory
  Engine engine_;
  NameWatch names_;
  Discovery discovery_;
  ServiceManager manager_;  // before the reloader, which tells it
  Reloader reloader_;
  web::Site site_;
  web::ProbeApi probe_api_;
  web::Front front_;
  web::Server server_;
  bool running_ = false;
  bool warned_of_series_ = false;
};

}  // namespace reach
