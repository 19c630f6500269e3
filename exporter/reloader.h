// Loads the configuration again: by signal, by request and when the file changes.
// Thread: the control loop; loading itself runs on a thread of its own. Owner: the app.
#pragma once

#include <asio/signal_set.hpp>
#include <asio/thread_pool.hpp>
#include <functional>
#include <optional>
#include <string>

#include "exporter/config/config.h"
#include "exporter/metrics/self_metrics.h"
#include "exporter/net/task.h"
#include "exporter/net/watched_file.h"
#include "exporter/service_manager.h"

namespace reach {

class Reloader {
 public:
  // `apply` takes a configuration that is good into force. The one that `file` held when the
  // reloader was made counts as in force already. `manager` is told of each reload.
  Reloader(asio::io_context& io, std::string file, ServiceManager& manager,
           std::function<void(config::Config)> apply);

  // Reloads on SIGHUP, and when the file's content has changed, looked at every `interval`; zero:
  // not looked at.
  void Start(Duration interval);
  void Stop();

  // What is wrong with the file, one fault a line, or nothing. A bad file changes nothing but the
  // status and one log line. Reloads never overlap: a second one waits for the first.
  Task<std::optional<std::string>> Reload(std::string trigger);

  const metrics::ReloadStatus& status() const { return status_; }

 private:
  struct Loaded {
    std::optional<config::Config> config;
    std::string problem;
  };
  std::optional<std::string> Take(Loaded loaded, const std::string& trigger);
  Task<Loaded> Load();
  void ReloadSoon(std::string trigger);
  void AwaitSignal();
  void Look(Duration interval);

  asio::io_context& io_;
  std::string file_;
  ServiceManager& manager_;
  std::function<void(config::Config)> apply_;
  WatchedFile watched_;
  std::size_t content_;  // a hash of what was last tried
  asio::basic_signal_set<Executor> signals_;
  Timer look_;
  Timer idle_;  // its waiters go on when a reload has ended
  bool busy_ = false;
  metrics::ReloadStatus status_;
  asio::thread_pool loader_{1};
};

}  // namespace reach
