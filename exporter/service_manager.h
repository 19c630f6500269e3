// What a service manager (systemd, Type=notify) hears from the exporter: ready, reloading,
// stopping, and that the control loop still turns. Without one it says nothing.
// Thread: the control loop. Owner: the app.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/core/clock.h"
#include "exporter/net/notify_socket.h"
#include "exporter/net/task.h"

namespace reach {

// What the manager has put into the environment, see sd_notify(3) and sd_watchdog_enabled(3).
struct ServiceEnvironment {
  std::string notify_socket;  // NOTIFY_SOCKET
  std::string watchdog_usec;  // WATCHDOG_USEC
  std::string watchdog_pid;   // WATCHDOG_PID; empty: whoever reads it
  static ServiceEnvironment OfProcess();
};

// How often to say that we live: half of what the manager waits. Nothing when it does not wait, or
// waits for another process than `pid`, or says no number above 0.
std::optional<Duration> WatchdogInterval(const ServiceEnvironment& environment, long pid);

class ServiceManager {
 public:
  // `trouble` hears once that the manager cannot be told.
  ServiceManager(asio::io_context& io, const ServiceEnvironment& environment,
                 std::function<void(std::string_view problem)> trouble);

  // From now on we serve; the watchdog runs from here on.
  void Ready();
  // A reload begins, and has ended; `problem` is empty when the new configuration is in force.
  void Reloading();
  void Reloaded(std::string_view problem);
  void Stopping();

 private:
  void Tell(std::string_view assignments);
  void FeedWatchdog();

  NotifySocket socket_;
  std::optional<Duration> interval_;
  std::function<void(std::string_view)> trouble_;
  Timer watchdog_;
  bool troubled_ = false;
};

}  // namespace reach
