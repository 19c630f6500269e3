#include "exporter/reloader.h"

#include <asio/co_spawn.hpp>
#include <asio/post.hpp>
#include <csignal>

#include "exporter/config/error.h"
#include "exporter/log.h"
#include "exporter/probes/registry.h"

namespace reach {
namespace {

std::size_t HashOf(const std::string& content) { return std::hash<std::string>()(content); }

}  // namespace

Reloader::Reloader(asio::io_context& io, std::string file, ServiceManager& manager,
                   std::function<void(config::Config)> apply)
    : io_(io),
      file_(std::move(file)),
      manager_(manager),
      apply_(std::move(apply)),
      watched_(file_),
      content_(HashOf(watched_.ReadIfChanged().value_or(""))),
      signals_(io),
      look_(io),
      idle_(io, TimePoint::max()),
      status_{true, std::chrono::system_clock::now()} {}

void Reloader::Start(Duration interval) {
  signals_.add(SIGHUP);
  AwaitSignal();
  if (interval > Duration::zero()) Look(interval);
}

void Reloader::Stop() {
  signals_.cancel();
  look_.cancel();
}

void Reloader::AwaitSignal() {
  signals_.async_wait([this](asio::error_code error, int) {
    if (error) return;
    ReloadSoon("SIGHUP");
    AwaitSignal();
  });
}

void Reloader::Look(Duration interval) {
  look_.expires_after(interval);
  look_.async_wait([this, interval](asio::error_code error) {
    if (error) return;
    const auto content = watched_.ReadIfChanged();
    if (content && HashOf(*content) != std::exchange(content_, HashOf(*content))) {
      ReloadSoon("change of the file");
    }
    Look(interval);
  });
}

void Reloader::ReloadSoon(std::string trigger) {
  asio::co_spawn(io_, Reload(std::move(trigger)),
                 [](const std::exception_ptr& error, const std::optional<std::string>&) {
                   if (error) std::rethrow_exception(error);
                 });
}

Task<std::optional<std::string>> Reloader::Reload(std::string trigger) {
  while (busy_) co_await idle_.async_wait(kTuple);
  busy_ = true;
  manager_.Reloading();
  auto problem = Take(co_await Load(), trigger);
  manager_.Reloaded(problem.value_or(""));
  busy_ = false;
  idle_.cancel();
  co_return problem;
}

std::optional<std::string> Reloader::Take(Loaded loaded, const std::string& trigger) {
  status_.successful = loaded.config.has_value();
  if (!loaded.config) {
    log::Error("configuration refused, the old one is kept",
               {{"trigger", trigger}, {"problem", loaded.problem}});
    return loaded.problem;
  }
  status_.success = std::chrono::system_clock::now();
  const std::string checks = std::to_string(loaded.config->checks.size());
  apply_(std::move(*loaded.config));
  log::Info("configuration reloaded", {{"trigger", trigger}, {"checks", checks}});
  return std::nullopt;
}

// A large file takes a second: neither scrapes nor names wait for it.
Task<Reloader::Loaded> Reloader::Load() {
  const auto loaded = std::make_shared<Loaded>();
  const auto done = std::make_shared<Timer>(io_, TimePoint::max());
  asio::post(loader_, [this, loaded, done] {
    try {
      loaded->config = config::LoadConfig(file_, Probers());
    } catch (const std::exception& problem) {
      loaded->problem = problem.what();
    }
    asio::post(io_, [done] { done->cancel(); });
  });
  co_await done->async_wait(kTuple);
  co_return std::move(*loaded);
}

}  // namespace reach
