// A probe that plays listed observations, or hangs until it is cancelled: for the tests of the
// engine, where a wire would only add chance.
// Thread: that of the io_context. Owner: the test.
#pragma once

#include <deque>
#include <stdexcept>

#include "exporter/probes/probe.h"

namespace reach::test {

class ScriptedProbe : public Probe {
 public:
  enum class Act { kReturn, kHang, kThrow, kIgnoreFirstCancel };

  explicit ScriptedProbe(asio::io_context& io) : io_(io) {}

  void Then(Act act, Reason reason = Reason::kSynAck) { script_.push_back({act, reason}); }
  int runs() const { return runs_; }

  Task<Observation> Run(Destination, Attempt&) override {
    ++runs_;
    const Step step = script_.front();
    script_.pop_front();
    if (step.act == Act::kThrow) throw std::runtime_error("scripted");
    const int waits = step.act == Act::kReturn ? 0 : step.act == Act::kHang ? 1 : 2;
    for (int i = 0; i < waits; ++i) {
      Timer never(io_, TimePoint::max());
      co_await never.async_wait(kTuple);
    }
    Observation seen;
    seen.reason = step.reason;
    co_return seen;
  }

 private:
  struct Step {
    Act act;
    Reason reason;
  };
  asio::io_context& io_;
  std::deque<Step> script_;
  int runs_ = 0;
};

}  // namespace reach::test
