// Looks again and again at who listens on the ports of the targets that run on this host.
// Thread: the control loop. Owner: the app.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/config/config.h"
#include "exporter/host/counters.h"
#include "exporter/host/host_reading.h"
#include "exporter/host/viewed_checks.h"
#include "exporter/net/task.h"

namespace reach::host {

class HostView {
 public:
  // `report` gets a sentence, once, when the kernel does not tell what it should.
  HostView(asio::io_context& io, std::function<void(std::string_view)> report);

  // Looks at once, and then at the interval of the checks in the view.
  void Apply(const config::Config& config);
  void Stop();

  // The last look; null before the first one, and while no check of the configuration can be in
  // the view.
  std::shared_ptr<const HostReading> reading() const { return reading_; }

  // A look that began after this call; what reading() gives when the view is off.
  Task<std::shared_ptr<const HostReading>> Refresh();

 private:
  Task<void> Run();
  Task<std::shared_ptr<const HostReading>> Look(const ViewedChecks& viewed);
  Task<void> LookAtSockets(const ViewedChecks::Targets& targets, HostReading& reading);
  void CountUp(HostReading& reading);
  void Report(std::string_view problem);

  asio::io_context& io_;
  std::function<void(std::string_view)> report_;
  std::shared_ptr<const ViewedChecks> viewed_;  // null: nothing to look at
  std::shared_ptr<const HostReading> reading_;
  std::optional<Counters> counters_;  // of the last look, at counted_at_
  TimePoint counted_at_;
  std::string problem_;      // the last one
  std::uint64_t begun_ = 0;  // looks are counted; the last that began, ended, and is waited for
  std::uint64_t ended_ = 0;
  std::uint64_t wanted_ = 0;
  Timer due_;
  Timer looked_;  // its waiters go on when a look has ended
  bool running_ = false;
};

}  // namespace reach::host
