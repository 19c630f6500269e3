#include "exporter/engine/runner.h"

#include <gtest/gtest.h>

#include "tests/support/run_coroutine.h"
#include "tests/support/scripted_probe.h"

namespace reach {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using test::ScriptedProbe;
using Act = ScriptedProbe::Act;

class RunnerTest : public testing::Test {
 protected:
  void Launch(Duration timeout) {
    runner_.Launch(probe_, {}, timeout,
                   [this](Landing landing) { landings_.push_back(std::move(landing)); });
  }
  // The thread is busy for longer than the slack of a short timeout.
  static void Starve() {
    const TimePoint end = Clock::now() + milliseconds(250);
    while (Clock::now() < end) {
    }
  }
  bool Landed(std::size_t count = 1) {
    return test::RunUntil(io_, [&] { return landings_.size() >= count; });
  }

  asio::io_context io_;
  ScriptedProbe probe_{io_};
  Runner runner_{io_};
  std::vector<Landing> landings_;
};

TEST_F(RunnerTest, ResultLandsWithoutWaitingForTheDeadline) {
  probe_.Then(Act::kReturn, Reason::kRst);
  Launch(hours(1));
  EXPECT_TRUE(landings_.empty());  // never from inside Launch
  ASSERT_TRUE(Landed());
  EXPECT_EQ(landings_[0].seen.reason, Reason::kRst);
  EXPECT_EQ(runner_.in_flight(), 0U);
}

TEST_F(RunnerTest, DeadlineCancelsAProbeThatHangs) {
  probe_.Then(Act::kHang, Reason::kNoAnswer);
  Launch(milliseconds(5));
  ASSERT_TRUE(Landed());
  const Reason reason = landings_[0].seen.reason;
  EXPECT_TRUE(reason == Reason::kNoAnswer || reason == Reason::kLate);
}

TEST_F(RunnerTest, AnswerFoundAtTheDeadlineIsBelievedHoweverLate) {
  probe_.Then(Act::kHang, Reason::kRst);
  Launch(milliseconds(1));
  Starve();
  ASSERT_TRUE(Landed());
  EXPECT_EQ(landings_[0].seen.reason, Reason::kRst);
}

TEST_F(RunnerTest, SilenceIsUnknownWhenTheDeadlineWasHandledTooLate) {
  probe_.Then(Act::kHang, Reason::kNoAnswer);
  Launch(milliseconds(1));
  Starve();
  ASSERT_TRUE(Landed());
  EXPECT_EQ(landings_[0].seen.reason, Reason::kLate);
}

TEST_F(RunnerTest, ProbeThatWaitsAgainAfterItsCancellationIsCancelledAgain) {
  probe_.Then(Act::kIgnoreFirstCancel, Reason::kRst);
  Launch(milliseconds(5));
  ASSERT_TRUE(Landed());
  EXPECT_EQ(landings_[0].seen.reason, Reason::kRst);
}

TEST_F(RunnerTest, ExceptionBecomesAnObservationWithItsText) {
  probe_.Then(Act::kThrow);
  Launch(hours(1));
  ASSERT_TRUE(Landed());
  EXPECT_EQ(landings_[0].seen.reason, Reason::kInternal);
  EXPECT_EQ(landings_[0].exception, "scripted");
}

TEST_F(RunnerTest, OneTimerServesManyFlightsInTheOrderOfTheirDeadlines) {
  for (int i = 0; i < 100; ++i) {
    probe_.Then(i % 3 == 0 ? Act::kReturn : Act::kHang, Reason::kRst);
    Launch(milliseconds(1 + (i * 7) % 40));
  }
  EXPECT_EQ(runner_.in_flight(), 100U);
  ASSERT_TRUE(Landed(100));
  EXPECT_EQ(runner_.in_flight(), 0U);
  EXPECT_EQ(landings_.size(), 100U);
}

TEST_F(RunnerTest, StopEndsAllFlightsWithoutWaitingForTheirDeadlines) {
  for (int i = 0; i < 50; ++i) {
    probe_.Then(Act::kHang, Reason::kNoAnswer);
    Launch(hours(1));
  }
  io_.poll();
  runner_.Stop();
  ASSERT_TRUE(Landed(50));
  for (const Landing& landing : landings_) EXPECT_EQ(landing.seen.reason, Reason::kLate);
  EXPECT_EQ(runner_.in_flight(), 0U);
}

TEST_F(RunnerTest, LoopEndsWithTheLastLandingAndNotWithItsDeadline) {
  probe_.Then(Act::kReturn, Reason::kRst);
  Launch(hours(1));
  io_.run_for(test::kPatience);
  EXPECT_EQ(landings_.size(), 1U);
  EXPECT_TRUE(io_.stopped());  // nothing is left to wait for
}

// Pauses once and tells how the pause ended.
class PausingProbe : public Probe {
 public:
  Task<Observation> Run(Destination, Attempt& attempt) override {
    paused = &attempt;
    in_time = co_await attempt.PauseUntil(until);
    again = co_await attempt.PauseUntil(Clock::now());
    Observation seen;
    seen.reason = Reason::kReply;
    co_return seen;
  }
  TimePoint until = TimePoint::max();
  Attempt* paused = nullptr;
  bool in_time = false;
  bool again = false;
};

TEST_F(RunnerTest, PauseEndsAtItsTime) {
  PausingProbe probe;
  probe.until = Clock::now() + milliseconds(5);
  runner_.Launch(probe, {}, hours(1), [this](Landing landing) { landings_.push_back(landing); });
  ASSERT_TRUE(Landed());
  EXPECT_GE(Clock::now(), probe.until);
  EXPECT_TRUE(probe.in_time);
}

TEST_F(RunnerTest, PauseEndsWhenItIsWoken) {
  PausingProbe probe;
  runner_.Launch(probe, {}, hours(1), [this](Landing landing) { landings_.push_back(landing); });
  ASSERT_TRUE(test::RunUntil(io_, [&] { return probe.paused != nullptr; }));
  probe.paused->Wake();
  EXPECT_TRUE(landings_.empty());  // the probe goes on after the caller
  ASSERT_TRUE(Landed());
  EXPECT_TRUE(probe.in_time);
}

TEST_F(RunnerTest, PauseEndsAtTheDeadlineAndThereIsNoOtherAfterIt) {
  PausingProbe probe;
  runner_.Launch(probe, {}, milliseconds(5),
                 [this](Landing landing) { landings_.push_back(landing); });
  ASSERT_TRUE(Landed());
  EXPECT_FALSE(probe.in_time);
  EXPECT_FALSE(probe.again);
}

TEST_F(RunnerTest, NextAttemptMayBeLaunchedFromALanding) {
  probe_.Then(Act::kReturn, Reason::kRst);
  probe_.Then(Act::kReturn, Reason::kSynAck);
  std::vector<Reason> reasons;
  runner_.Launch(probe_, {}, hours(1), [&](Landing first) {
    reasons.push_back(first.seen.reason);
    runner_.Launch(probe_, {}, hours(1),
                   [&](Landing second) { reasons.push_back(second.seen.reason); });
  });
  ASSERT_TRUE(test::RunUntil(io_, [&] { return reasons.size() == 2; }));
  EXPECT_EQ(reasons, (std::vector{Reason::kRst, Reason::kSynAck}));
}

}  // namespace
}  // namespace reach
