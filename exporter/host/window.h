// What came to this host in a while: packets, where it is permitted to hear them, and how the
// kernel's counters moved.
// Thread: that of its io_context. Owner: an examination.
#pragma once

#include <optional>

#include "exporter/host/arrivals.h"
#include "exporter/host/counters.h"

namespace reach::host {

class Window {
 public:
  // Opens.
  explicit Window(asio::io_context& io) : before_(ReadCounters()), arrivals_(io) {}

  void Close();

  // Of the closed window; nullopt: the kernel does not tell.
  const std::optional<CounterDeltas>& deltas() const { return deltas_; }
  const ArrivalWatch& arrivals() const { return arrivals_; }

 private:
  std::optional<Counters> before_;
  std::optional<CounterDeltas> deltas_;
  ArrivalWatch arrivals_;
};

}  // namespace reach::host
