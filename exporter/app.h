// The running exporter: owns the engine and the web server, and brings them up and down in order.
// Thread: main's, which runs the control loop. Owner: main.
#pragma once

#include <asio/signal_set.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "exporter/cli/options.h"
#include "exporter/config/config.h"
#include "exporter/discovery/discovery.h"
#include "exporter/engine/engine.h"
#include "exporter/engine/memory.h"
#include "exporter/reloader.h"
#include "exporter/wan/watch.h"
#include "exporter/web/backend.h"
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
  void Apply(std::shared_ptr<const config::Config> whole);
  EngineOptions MakeEngineOptions();
  void LogTransition(const Transition& transition);
  void LogOnline(Scope scope, const OnlineStatus& status);
  bool IsNews(const std::string& what);  // asked for the first time; on any thread
  void LogRefused(const std::string& what);
  void LogException(const std::string& check, const std::string& what);

  void OpenMemory();

  Task<std::shared_ptr<const Snapshot>> TakeSnapshot() override;
  std::shared_ptr<const config::Config> config() const override { return config_; }
  bool ready() const override { return running_; }
  metrics::ReloadStatus reload() const override;
  std::shared_ptr<const wan::View> wan() const override { return wan_.view(); }
  Task<std::optional<std::string>> Reload() override { return reloader_.Reload("request"); }

  cli::Options options_;
  std::shared_ptr<const config::Config> config_;
  asio::io_context io_{1};  // the control loop
  asio::basic_signal_set<Executor> signals_;
  Memory memory_;  // before the engine, whose shards tell it of transitions
  Engine engine_;
  Discovery discovery_;
  wan::Watch wan_;
  Reloader reloader_;
  web::Site site_;
  web::Server server_;
  std::mutex logged_mutex_;
  std::set<std::string> logged_;  // what is logged only once; guarded by logged_mutex_
  bool running_ = false;
  bool warned_of_series_ = false;
};

}  // namespace reach
