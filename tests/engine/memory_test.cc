#include "exporter/engine/memory.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <vector>

#include "exporter/engine/confirmation.h"
#include "exporter/engine/store.h"
#include "exporter/engine/tick.h"
#include "tests/support/made_up_snapshot.h"
#include "tests/support/temp_folder.h"

namespace reach {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const Check kCheck = test::MakeCheck({});

// What a run of the exporter sees of one check, and what a run after it makes of that.
class Life {
 public:
  explicit Life(const test::TempFolder& folder)
      : memory_(io_, [this](std::string_view problem) { problems_.emplace_back(problem); }) {
    memory_.Open(folder.path());
    Placement placement;
    placement.table = std::make_shared<CheckTable>(CheckTable{{kCheck, "labels"}});
    placement.former = {TickBoard::kNone};
    placement.fresh = {memory_.Recall(kCheck)};
    store_.Apply(placement);
  }

  void See(Reason reason, bool success, Duration ago = {}) {
    Result result;
    result.seen.reason = reason;
    result.success = success;
    result.since = result.now = Clock::now() - ago;
    store_.Record(0, result);
  }

  void End() {
    Snapshot snapshot;
    snapshot.shards.push_back(store_.TakeSnapshot());
    memory_.Write(snapshot);
  }

  const Row& row() const { return store_.row(0); }
  Memory& memory() { return memory_; }
  Tenths last_success() const {
    const auto all = store_.TakeSnapshot().last_success;
    return all.empty() ? Tenths() : all.at(0);
  }
  const std::vector<std::string>& problems() const { return problems_; }

 private:
  asio::io_context io_;
  std::vector<std::string> problems_;
  Memory memory_;
  Store store_;
};

double Age(Tenths time) { return time.has_value() ? Seconds(Clock::now() - time.time()) : -1; }
constexpr double kNear = 2;  // seconds; the times of the tests are hours

TEST(MemoryTest, CheckThatWasDownIsUnknownAfterARestartAndDownAsLongAsItIs) {
  const test::TempFolder folder;
  {
    Life before(folder);
    before.See(Reason::kSynAck, true, hours(4));
    before.See(Reason::kRst, false, hours(3));
    before.See(Reason::kNoAnswer, false, hours(2));
    before.End();
  }
  Life after(folder);
  EXPECT_EQ(after.row().state(), State::kUnknown);
  EXPECT_EQ(after.row().success, Success::kAbsent);
  EXPECT_EQ(after.row().probes, 0U);
  EXPECT_NEAR(Age(after.row().down_since), 3 * 3600, kNear);
  after.See(Reason::kNoAnswer, false);
  EXPECT_NEAR(Age(after.row().down_since), 3 * 3600, kNear);
  EXPECT_NEAR(Age(after.row().changed), 2 * 3600, kNear);
  EXPECT_NEAR(Age(after.last_success()), 4 * 3600, kNear);
}

TEST(MemoryTest, SameStateAfterARestartIsAsOldAsItWasAndAnotherOneIsNew) {
  for (const auto& [reason, age] :
       {std::pair(Reason::kSynAck, 20 * 3600), std::pair(Reason::kRst, 0)}) {
    const test::TempFolder folder;
    {
      Life before(folder);
      before.See(Reason::kSynAck, true, hours(20));
      before.See(Reason::kSynAck, true, hours(1));
      before.End();
    }
    Life after(folder);
    after.See(reason, reason == Reason::kSynAck);
    EXPECT_NEAR(Age(after.row().changed), age, kNear);
    EXPECT_EQ(after.row().down_since.has_value(), reason == Reason::kRst);
  }
}

TEST(MemoryTest, RecoveryWhileTheExporterWasAwayEndsTheOutage) {
  const test::TempFolder folder;
  {
    Life before(folder);
    before.See(Reason::kRst, false, hours(3));
    before.End();
  }
  Life after(folder);
  after.See(Reason::kSynAck, true);
  EXPECT_FALSE(after.row().down_since.has_value());
}

TEST(MemoryTest, OnlyTheCheckThatWasDownNeedsNoNewConfirmation) {
  CheckPolicy policy;
  policy.confirm = 2;
  policy.expect.fill({State::kOpen, State::kSilent});
  Observation refused;
  refused.reason = Reason::kIcmpPortUnreachable;
  for (const bool was_down : {false, true}) {
    const test::TempFolder folder;
    {
      Life before(folder);
      before.See(was_down ? Reason::kIcmpPortUnreachable : Reason::kReply, !was_down, hours(1));
      before.End();
    }
    Confirmation confirmation(policy, Life(folder).row());
    EXPECT_EQ(confirmation.Add(refused, false), !was_down);
  }
}

TEST(MemoryTest, SilenceAfterARefusalIsDoubtedAcrossARestartToo) {
  CheckPolicy policy;
  policy.confirm = 2;
  policy.expect.fill({State::kOpen, State::kSilent});
  const test::TempFolder folder;
  {
    Life before(folder);
    before.See(Reason::kIcmpPortUnreachable, false, hours(1));
    before.End();
  }
  Confirmation confirmation(policy, Life(folder).row());
  Observation silence;
  silence.reason = Reason::kNoReplyRequired;
  EXPECT_TRUE(confirmation.Add(silence, true));
}

TEST(MemoryTest, CheckWithoutAResultYetKeepsWhatItIsKnownBy) {
  const test::TempFolder folder;
  {
    Life before(folder);
    before.See(Reason::kRst, false, hours(3));
    before.End();
  }
  for (int restart = 0; restart < 20; ++restart) Life(folder).End();
  EXPECT_NEAR(Age(Life(folder).row().down_since), 3 * 3600, kNear);
}

TEST(MemoryTest, CheckWhoseTargetListComesLateIsStillRemembered) {
  const test::TempFolder folder;
  {
    Life before(folder);
    before.See(Reason::kRst, false, hours(3));
    before.End();
  }
  {
    Life without(folder);
    without.memory().Write(Snapshot());
  }
  EXPECT_NEAR(Age(Life(folder).row().down_since), 3 * 3600, kNear);
}

TEST(MemoryTest, CheckThatNobodyProbedForADayBeginsAnew) {
  const test::TempFolder folder;
  {
    Life before(folder);
    before.See(Reason::kRst, false, hours(25));
    before.End();
  }
  const Life after(folder);
  EXPECT_FALSE(after.row().down_since.has_value());
  EXPECT_FALSE(after.row().changed.has_value());
}

TEST(MemoryTest, DamagedFileIsReportedOnceKeptAsideAndReplaced) {
  const test::TempFolder folder;
  std::ofstream(folder.path() + "/memory") << "reach_exporter memory\t1\t0\nope";
  {
    Life run(folder);
    ASSERT_EQ(run.problems().size(), 1U);
    EXPECT_NE(run.problems()[0].find("memory.bad"), std::string::npos);
    run.See(Reason::kRst, false, hours(3));
    run.End();
  }
  EXPECT_TRUE(std::filesystem::exists(folder.path() + "/memory.bad"));
  const Life after(folder);
  EXPECT_TRUE(after.problems().empty());
  EXPECT_TRUE(after.row().down_since.has_value());
}

TEST(MemoryTest, FolderThatAnotherRunHoldsIsReportedAndNotTouched) {
  const test::TempFolder folder;
  Life first(folder);
  Life second(folder);
  ASSERT_EQ(second.problems().size(), 1U);
  EXPECT_NE(second.problems()[0].find("another reach_exporter"), std::string::npos);
  second.End();
  EXPECT_FALSE(std::filesystem::exists(folder.path() + "/memory"));
}

}  // namespace
}  // namespace reach
