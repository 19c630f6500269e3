#include "exporter/service_manager.h"

#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <utility>

namespace reach {
namespace {

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::optional<std::int64_t> Number(const std::string& text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

// CLOCK_MONOTONIC, which libstdc++'s steady clock is.
std::string MonotonicMicroseconds() {
  const auto now = Clock::now().time_since_epoch();
  return std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

}  // namespace

ServiceEnvironment ServiceEnvironment::OfProcess() {
  return {Variable("NOTIFY_SOCKET"), Variable("WATCHDOG_USEC"), Variable("WATCHDOG_PID")};
}

std::optional<Duration> WatchdogInterval(const ServiceEnvironment& environment, long pid) {
  const auto microseconds = Number(environment.watchdog_usec);
  if (!microseconds || *microseconds <= 0) return std::nullopt;
  if (!environment.watchdog_pid.empty() && Number(environment.watchdog_pid) != pid) {
    return std::nullopt;
  }
  return std::chrono::microseconds(*microseconds) / 2;
}

ServiceManager::ServiceManager(asio::io_context& io, const ServiceEnvironment& environment,
                               std::function<void(std::string_view)> trouble)
    : socket_(environment.notify_socket),
      interval_(WatchdogInterval(environment, ::getpid())),
      trouble_(std::move(trouble)),
      watchdog_(io) {}

void ServiceManager::Ready() {
  Tell("READY=1\nSTATUS=probing");
  if (socket_.connected() && interval_) FeedWatchdog();
}

void ServiceManager::Reloading() { Tell("RELOADING=1\nMONOTONIC_USEC=" + MonotonicMicroseconds()); }

void ServiceManager::Reloaded(std::string_view problem) {
  if (problem.empty()) return Tell("READY=1\nSTATUS=probing");
  const std::string_view first = problem.substr(0, problem.find('\n'));
  Tell("READY=1\nSTATUS=configuration refused, the old one is kept: " + std::string(first));
}

void ServiceManager::Stopping() {
  watchdog_.cancel();
  Tell("STOPPING=1\nSTATUS=stopping");
}

void ServiceManager::Tell(std::string_view assignments) {
  const std::error_code error = socket_.Send(assignments);
  if (!error || std::exchange(troubled_, true)) return;
  trouble_("the service manager cannot be told: " + error.message());
}

// From the loop that has to be alive: a thread of its own would say so for a loop that hangs.
void ServiceManager::FeedWatchdog() {
  Tell("WATCHDOG=1");
  watchdog_.expires_after(*interval_);
  watchdog_.async_wait([this](asio::error_code error) {
    if (!error) FeedWatchdog();
  });
}

}  // namespace reach
