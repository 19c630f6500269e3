#include "tests/support/test_attempt.h"

#include <asio/bind_cancellation_slot.hpp>
#include <utility>

#include "tests/support/run_coroutine.h"

namespace reach::test {
namespace {

// The runner's entry: cancellation is an error code for the pending operation, never an exception.
Task<Observation> Guarded(Probe& probe, Destination where, Attempt& attempt) {
  co_await asio::this_coro::throw_if_cancelled(false);
  co_return co_await probe.Run(where, attempt);
}

}  // namespace

TestAttempt::TestAttempt(asio::io_context& io, Duration timeout)
    : io_(io),
      timer_(io.get_executor()),
      pause_(io.get_executor()),
      deadline_(Clock::now() + timeout) {}

void TestAttempt::EndBy(TimePoint earlier) {
  deadline_ = std::min(deadline_, earlier);
  Arm();
}

Task<bool> TestAttempt::PauseUntil(TimePoint time) {
  if (!expired_) {
    pause_.expires_at(time);
    co_await pause_.async_wait(kTuple);
  }
  co_return !expired_;
}

void TestAttempt::Start(Probe& probe, Destination where) {
  Arm();
  asio::co_spawn(io_, Guarded(probe, where, *this),
                 asio::bind_cancellation_slot(cancel_.slot(),
                                              [this](std::exception_ptr error, Observation seen) {
                                                if (error) ADD_FAILURE() << "the probe threw";
                                                seen_ = std::move(seen);
                                                timer_.cancel();
                                              }));
}

void TestAttempt::Expire() {
  if (std::exchange(expired_, true)) return;
  cancel_.emit(asio::cancellation_type::terminal);
}

Observation TestAttempt::Finish() {
  RunUntil(io_, [this] { return seen_.has_value(); });
  return seen_.value_or(Observation{});
}

void TestAttempt::Arm() {
  timer_.expires_at(deadline_);
  timer_.async_wait([this](const asio::error_code& cancelled) {
    if (!cancelled && !seen_) Expire();
  });
}

Observation ObserveAtOnce(TestShard& shard, Probe& probe, Destination where) {
  TestAttempt attempt(shard.io, 10 * kPatience);
  attempt.Start(probe, where);
  return attempt.Finish();
}

Observation ObserveSilence(TestShard& shard, Probe& probe, Destination where) {
  TestAttempt attempt(shard.io, std::chrono::milliseconds(150));
  attempt.Start(probe, where);
  const Observation seen = attempt.Finish();
  EXPECT_TRUE(attempt.expired()) << "something came: " << Name(seen.reason);
  return seen;
}

}  // namespace reach::test
