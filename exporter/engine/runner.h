// Runs attempts and owns their time: one timer serves all that are in flight.
// Thread: that of its io_context. Owner: the dispatcher, or a one-shot command.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "exporter/core/observation.h"
#include "exporter/net/task.h"
#include "exporter/probes/probe.h"

namespace reach {

struct Landing {
  Observation seen;
  std::string exception;  // of a probe that threw, a bug; empty otherwise
};

class Runner {
 public:
  explicit Runner(asio::io_context& io);
  ~Runner();  // with nothing in flight, or with an io_context that runs no more

  // Starts an attempt. `done` is called once, on this thread, never from inside Launch. The probe
  // must outlive the flight.
  void Launch(Probe& probe, const Destination& where, Duration timeout,
              std::function<void(Landing)> done);

  // Cancels all flights; they land with what they have seen.
  void Stop();

  std::size_t in_flight() const { return flights_.size(); }

 private:
  class Flight;
  using Flights = std::multimap<TimePoint, std::unique_ptr<Flight>>;

  static Task<Observation> Fly(Probe& probe, Destination where, Attempt& attempt);
  void Land(Flight& flight, const std::exception_ptr& error, Observation seen);
  void Arm();
  void Expire();
  void Cancel(Flight& flight);
  void MoveDeadline(Flight& flight, TimePoint deadline);

  asio::io_context& io_;
  Timer timer_;
  TimePoint armed_ = TimePoint::max();
  Flights flights_;  // by the time of their next cancellation
};

}  // namespace reach
