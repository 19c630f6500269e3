#include "exporter/engine/store.h"

#include <gtest/gtest.h>

#include <numeric>

#include "exporter/engine/tick.h"
#include "tests/support/made_up_snapshot.h"

namespace reach {
namespace {

using std::chrono::seconds;

const TimePoint kNow = Clock::now();

Result Saw(Reason reason, bool success, TimePoint at) {
  Result result;
  result.seen.reason = reason;
  result.success = success;
  result.since = at;
  result.now = at + std::chrono::milliseconds(300);
  return result;
}

double AgeInSeconds(const Tenths& time, TimePoint now) { return Seconds(now - time.time()); }

TEST(RowTest, FreshRowIsUnknownAndHasNoSuccessSample) {
  const Row row;
  EXPECT_EQ(row.state(), State::kUnknown);
  EXPECT_EQ(row.success, Success::kAbsent);
  EXPECT_FALSE(row.down_since.has_value());
}

TEST(RowTest, DownSinceSurvivesFlipsBetweenBadStatesAndEndsWithSuccess) {
  Row row = RowAfter(Row{}, Saw(Reason::kRst, false, kNow));
  row = RowAfter(row, Saw(Reason::kNoAnswer, false, kNow + seconds(10)));
  ASSERT_TRUE(row.down_since.has_value());
  EXPECT_NEAR(AgeInSeconds(row.down_since, kNow), 0, 0.11);
  EXPECT_NEAR(AgeInSeconds(row.changed, kNow + seconds(10)), 0, 0.11);
  row = RowAfter(row, Saw(Reason::kSynAck, true, kNow + seconds(20)));
  EXPECT_FALSE(row.down_since.has_value());
}

TEST(RowTest, ErrorOfOurOwnCountsNothingAgainstTheTarget) {
  const Row open = RowAfter(Row{}, Saw(Reason::kSynAck, true, kNow));
  const Row row = RowAfter(open, Saw(Reason::kDnsTimeout, false, kNow + seconds(1)));
  EXPECT_EQ(row.state(), State::kError);
  EXPECT_EQ(row.success, Success::kAbsent);
  EXPECT_EQ(row.probes, 1U);
  EXPECT_EQ(row.failures, 0U);
  EXPECT_FALSE(row.down_since.has_value());
  EXPECT_GT(row.last_probe.time(), open.last_probe.time());
}

TEST(RowTest, ErrorDoesNotEndAnOutage) {
  Row row = RowAfter(Row{}, Saw(Reason::kRst, false, kNow));
  row = RowAfter(row, Saw(Reason::kLate, false, kNow + seconds(5)));
  EXPECT_TRUE(row.down_since.has_value());
}

TEST(RowTest, NetworkOfOurOwnThatIsDownNeitherBeginsNorEndsAnOutage) {
  const Row open = RowAfter(Row{}, Saw(Reason::kSynAck, true, kNow));
  const Row unknown = RowAfter(open, Saw(Reason::kProberOffline, false, kNow + seconds(1)));
  EXPECT_FALSE(unknown.down_since.has_value());
  EXPECT_EQ(unknown.success, Success::kAbsent);
  EXPECT_EQ(unknown.failures, 0U);
  const Row down = RowAfter(open, Saw(Reason::kRst, false, kNow + seconds(1)));
  const Row still = RowAfter(down, Saw(Reason::kProberOffline, false, kNow + seconds(2)));
  EXPECT_EQ(still.down_since, down.down_since);
}

TEST(RowTest, CountersSayHowOftenItWasRefused) {
  Row row;
  for (int i = 0; i < 3; ++i) row = RowAfter(row, Saw(Reason::kRst, false, kNow + seconds(i)));
  row = RowAfter(row, Saw(Reason::kNoAnswer, false, kNow + seconds(4)));
  EXPECT_EQ(row.probes, 4U);
  EXPECT_EQ(row.failures, 4U);
  EXPECT_EQ(row.refusals, 3U);
}

TEST(RowTest, RttIsKeptOnlyWhenItWasMeasuredOnAnOpenPort) {
  Result open = Saw(Reason::kSynAck, true, kNow);
  open.seen.rtt = std::chrono::milliseconds(20);
  Row row = RowAfter(Row{}, open);
  EXPECT_FLOAT_EQ(row.rtt, 0.02F);
  EXPECT_DOUBLE_EQ(row.rtt_sum, 0.02);
  EXPECT_EQ(row.rtt_count, 1U);
  row = RowAfter(row, Saw(Reason::kRst, false, kNow + seconds(1)));
  EXPECT_LT(row.rtt, 0);
  EXPECT_EQ(row.rtt_count, 1U);
}

Placement Checks(std::size_t count) {
  Placement placement;
  auto table = std::make_shared<CheckTable>(count);
  for (CheckEntry& entry : *table) entry.check = test::MakeCheck({.target = "rust"});
  placement.table = std::move(table);
  placement.former.assign(count, TickBoard::kNone);
  placement.fresh.resize(count);
  return placement;
}

class StoreTest : public testing::Test {
 protected:
  StoreTest() { store_.Apply(Checks(1)); }
  Store store_;
};

TEST_F(StoreTest, TransitionIsReportedOnceAndNotForEachResult) {
  EXPECT_TRUE(store_.Record(0, Saw(Reason::kSynAck, true, kNow)));
  EXPECT_FALSE(store_.Record(0, Saw(Reason::kSynAck, true, kNow + seconds(1))));
  const auto transition = store_.Record(0, Saw(Reason::kRst, false, kNow + seconds(2)));
  ASSERT_TRUE(transition);
  EXPECT_EQ(transition->before.state(), State::kOpen);
  EXPECT_EQ(transition->after.state(), State::kRefused);
  EXPECT_EQ(transition->entry().check.target, "rust");
}

TEST_F(StoreTest, OpenPortThatBeginsToAnswerWronglyIsATransition) {
  store_.Record(0, Saw(Reason::kReply, true, kNow));
  EXPECT_TRUE(store_.Record(0, Saw(Reason::kBadReply, false, kNow + seconds(1))));
}

TEST_F(StoreTest, FactsGoWithTheStateThatGaveThem) {
  Result reply = Saw(Reason::kReply, true, kNow);
  reply.seen.facts = std::make_shared<const Facts>();
  store_.Record(0, reply);
  EXPECT_EQ(store_.TakeSnapshot().facts.count(0), 1U);
  store_.Record(0, Saw(Reason::kNoAnswer, false, kNow + seconds(1)));
  EXPECT_EQ(store_.TakeSnapshot().facts.count(0), 0U);
}

TEST_F(StoreTest, OnlyARoundTripThatWasMeasuredOnAnOpenPortCountsForTheGroup) {
  const auto count = [&] {
    const ShardSnapshot snapshot = store_.TakeSnapshot();
    const RttHistogram& histogram = snapshot.rtt.begin()->second;
    return std::accumulate(histogram.buckets.begin(), histogram.buckets.end(), std::uint64_t{0});
  };
  Result open = Saw(Reason::kSynAck, true, kNow);
  store_.Record(0, open);
  EXPECT_EQ(count(), 0U);
  open.seen.rtt = std::chrono::milliseconds(3);
  store_.Record(0, open);
  EXPECT_EQ(count(), 1U);
  Result refused = Saw(Reason::kRst, false, kNow + seconds(1));
  refused.seen.rtt = std::chrono::milliseconds(3);
  store_.Record(0, refused);
  EXPECT_EQ(count(), 1U);
}

TEST_F(StoreTest, SnapshotHasEveryCheckBeforeTheFirstProbe) {
  store_.Apply(Checks(3));
  const ShardSnapshot snapshot = store_.TakeSnapshot();
  EXPECT_EQ(snapshot.table->size(), 3U);
  EXPECT_EQ(snapshot.rows.size(), 3U);
}

TEST_F(StoreTest, EveryAttemptCountsWhatWentOverTheWireByTransport) {
  auto table = std::make_shared<CheckTable>();
  table->push_back({test::MakeCheck({.transport = Transport::kTcp}), {}});
  table->push_back({test::MakeCheck({.name = "ping", .transport = Transport::kIcmp}), {}});
  Placement placement = Checks(2);
  placement.table = table;
  store_.Apply(placement);
  Observation seen;
  seen.syn_retransmits = 2;
  store_.CountAttempt(0, seen);
  seen = {};
  seen.echoes_sent = 3;
  seen.echoes_received = 1;
  for (int i = 0; i < 2; ++i) store_.CountAttempt(1, seen);
  EXPECT_EQ(store_.row(0).syn_retransmits, 2U);
  EXPECT_EQ(store_.row(0).echoes_received, 0U);
  EXPECT_EQ(store_.row(1).echoes_sent, 6U);
  EXPECT_EQ(store_.row(1).echoes_received, 2U);
  EXPECT_EQ(store_.row(1).attempts, 2U);
}

TEST_F(StoreTest, SurvivingCheckKeepsItsRowUnderItsNewIndexAndANewOneBeginsWithItsOwn) {
  store_.Record(0, Saw(Reason::kRst, false, kNow));
  Placement next = Checks(2);
  next.former = {TickBoard::kNone, 0};
  next.fresh.resize(1);
  next.fresh[0].row.probes = 7;
  store_.Apply(next);
  EXPECT_EQ(store_.row(0).probes, 7U);
  EXPECT_EQ(store_.row(1).state(), State::kRefused);
}

}  // namespace
}  // namespace reach
