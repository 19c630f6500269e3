#include "exporter/engine/runner.h"

#include <algorithm>
#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/this_coro.hpp>
#include <optional>
#include <vector>

namespace reach {
namespace {

// A flight that was cancelled between two of its operations is cancelled again after this time.
constexpr auto kCancelAgain = std::chrono::milliseconds(2);

// A deadline handled later than this says that we were starved: silence then proves nothing.
Duration Slack(Duration timeout) {
  return std::max<Duration>(std::chrono::milliseconds(100), timeout / 8);
}

bool IsSilence(Reason reason) {
  return reason == Reason::kNoAnswer || reason == Reason::kNoReplyRequired ||
         reason == Reason::kExpectTimeout || reason == Reason::kTlsHandshakeTimeout;
}

}  // namespace

class Runner::Flight : public Attempt {
 public:
  Flight(Runner& runner, Duration timeout, std::function<void(Landing)> landed)
      : done(std::move(landed)),
        slack(Slack(timeout)),
        runner_(runner),
        deadline_(Clock::now() + timeout) {}

  TimePoint deadline() const override { return deadline_; }
  void EndBy(TimePoint earlier) override {
    if (expired || earlier >= deadline_) return;
    deadline_ = earlier;
    runner_.MoveDeadline(*this, earlier);
  }

  Task<bool> PauseUntil(TimePoint time) override {
    if (!expired) {
      if (!pause_) pause_.emplace(runner_.io_);
      pause_->expires_at(time);
      co_await pause_->async_wait(kTuple);
    }
    co_return !expired;
  }
  void Wake() override {
    if (pause_) pause_->cancel();
  }

  Flights::iterator place;
  asio::cancellation_signal cancel;
  std::function<void(Landing)> done;
  Duration slack;
  bool expired = false;
  bool late = false;

 private:
  Runner& runner_;
  TimePoint deadline_;
  std::optional<Timer> pause_;  // of the few probes that pause
};

Runner::Runner(asio::io_context& io) : io_(io), timer_(io) {}

Runner::~Runner() = default;

void Runner::Launch(Probe& probe, const Destination& where, Duration timeout,
                    std::function<void(Landing)> done) {
  auto owned = std::make_unique<Flight>(*this, timeout, std::move(done));
  Flight& flight = *owned;
  flight.place = flights_.emplace(flight.deadline(), std::move(owned));
  asio::co_spawn(
      io_, [&probe, where, &flight] { return Fly(probe, where, flight); },
      asio::bind_cancellation_slot(
          flight.cancel.slot(), [this, &flight](const std::exception_ptr& error, Observation seen) {
            Land(flight, error, std::move(seen));
          }));
  Arm();
}

Task<Observation> Runner::Fly(Probe& probe, Destination where, Attempt& attempt) {
  // A cancellation is an error value of the pending operation, and nothing else.
  co_await asio::this_coro::throw_if_cancelled(false);
  co_return co_await probe.Run(where, attempt);
}

void Runner::Land(Flight& flight, const std::exception_ptr& error, Observation seen) {
  Landing landing{std::move(seen), {}};
  if (error) {
    landing.seen = Observation{};
    try {
      std::rethrow_exception(error);
    } catch (const std::exception& exception) {
      landing.exception = exception.what();
    } catch (...) {
      landing.exception = "an exception of unknown type";
    }
  }
  if (flight.late && IsSilence(landing.seen.reason)) landing.seen.reason = Reason::kLate;
  const auto done = std::move(flight.done);
  flights_.erase(flight.place);
  if (flights_.empty()) {  // else the timer would keep the loop alive until the deadline
    timer_.cancel();
    armed_ = TimePoint::max();
  }
  done(std::move(landing));
}

void Runner::Stop() {
  std::vector<Flight*> flying;  // cancelling moves the nodes of the map
  for (const auto& [time, flight] : flights_) flying.push_back(flight.get());
  for (Flight* flight : flying) {
    flight->late = true;  // cut short by us: silence is no result
    Cancel(*flight);
  }
}

void Runner::Arm() {
  if (flights_.empty() || flights_.begin()->first == armed_) return;
  armed_ = flights_.begin()->first;
  timer_.expires_at(armed_);
  timer_.async_wait([this](asio::error_code ec) {
    if (!ec) Expire();
  });
}

void Runner::Expire() {
  armed_ = TimePoint::max();
  const TimePoint now = Clock::now();
  while (!flights_.empty() && flights_.begin()->first <= now) {
    Flight& flight = *flights_.begin()->second;
    if (!flight.expired) flight.late = now - flight.deadline() > flight.slack;
    Cancel(flight);
  }
  Arm();
}

// The emission never lands a flight at once: its completion is always posted.
void Runner::Cancel(Flight& flight) {
  flight.expired = true;
  MoveDeadline(flight, Clock::now() + kCancelAgain);
  flight.cancel.emit(asio::cancellation_type::terminal);
}

void Runner::MoveDeadline(Flight& flight, TimePoint deadline) {
  auto node = flights_.extract(flight.place);
  node.key() = deadline;
  flight.place = flights_.insert(std::move(node));
  Arm();
}

}  // namespace reach
