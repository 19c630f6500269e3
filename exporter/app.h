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
#include "exporter/engine/engine.h"
#include "exporter/reloader.h"
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
  void Apply(config::Config config);
  EngineOptions MakeEngineOptions();
  void LogTransition(const Transition& transition);
  bool IsNews(const std::string& what);  // asked for the first time; on any thread
  void LogRefused(const std::string& what);
  void LogException(const std::string& check, const std::string& what);

  Task<std::shared_ptr<const Snapshot>> TakeSnapshot() override;
  std::shared_ptr<const config::Config> config() const override { return config_; }
  bool ready() const override { return running_; }
  metrics::ReloadStatus reload() const override { return reloader_.status(); }
  Task<std::optional<std::string>> Reload() override { return reloader_.Reload("request"); }

  cli::Options options_;
  config::Config initial_;                        // until Run() puts it into force
  std::shared_ptr<const config::Config> config_;  // in force, its checks aside: the engine has them
  asio::io_context io_{1};                        // the control loop
  asio::basic_signal_set<Executor> signals_;
  Engine engine_;
  Reloader reloader_;
  web::Site site_;
  web::Server server_;
  std::mutex logged_mutex_;
  std::set<std::string> logged_;  // what is logged only once; guarded by logged_mutex_
  bool running_ = false;
};

}  // namespace reach
