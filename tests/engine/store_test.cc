#include "exporter/engine/store.h"

#include <gtest/gtest.h>

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
  Row row = Apply({}, Saw(Reason::kRst, false, kNow));
  row = Apply(row, Saw(Reason::kNoAnswer, false, kNow + seconds(10)));
  ASSERT_TRUE(row.down_since.has_value());
  EXPECT_NEAR(AgeInSeconds(row.down_since, kNow), 0, 0.11);
  EXPECT_NEAR(AgeInSeconds(row.changed, kNow + seconds(10)), 0, 0.11);
  row = Apply(row, Saw(Reason::kSynAck, true, kNow + seconds(20)));
  EXPECT_FALSE(row.down_since.has_value());
}

TEST(RowTest, ErrorOfOurOwnCountsNothingAgainstTheTarget) {
  const Row open = Apply({}, Saw(Reason::kSynAck, true, kNow));
  const Row row = Apply(open, Saw(Reason::kDnsTimeout, false, kNow + seconds(1)));
  EXPECT_EQ(row.state(), State::kError);
  EXPECT_EQ(row.success, Success::kAbsent);
  EXPECT_EQ(row.probes, 1U);
  EXPECT_EQ(row.failures, 0U);
  EXPECT_FALSE(row.down_since.has_value());
  EXPECT_GT(row.last_probe_ns, open.last_probe_ns);
}

TEST(RowTest, ErrorDoesNotEndAnOutage) {
  Row row = Apply({}, Saw(Reason::kRst, false, kNow));
  row = Apply(row, Saw(Reason::kLate, false, kNow + seconds(5)));
  EXPECT_TRUE(row.down_since.has_value());
}

TEST(RowTest, CountersSayHowOftenItWasRefused) {
  Row row;
  for (int i = 0; i < 3; ++i) row = Apply(row, Saw(Reason::kRst, false, kNow + seconds(i)));
  row = Apply(row, Saw(Reason::kNoAnswer, false, kNow + seconds(4)));
  EXPECT_EQ(row.probes, 4U);
  EXPECT_EQ(row.failures, 4U);
  EXPECT_EQ(row.refusals, 3U);
}

TEST(RowTest, RttIsKeptOnlyWhenItWasMeasuredOnAnOpenPort) {
  Result open = Saw(Reason::kSynAck, true, kNow);
  open.seen.rtt = std::chrono::milliseconds(20);
  Row row = Apply({}, open);
  EXPECT_FLOAT_EQ(row.rtt, 0.02F);
  EXPECT_DOUBLE_EQ(row.rtt_sum, 0.02);
  EXPECT_EQ(row.rtt_count, 1U);
  row = Apply(row, Saw(Reason::kRst, false, kNow + seconds(1)));
  EXPECT_LT(row.rtt, 0);
  EXPECT_EQ(row.rtt_count, 1U);
}

std::shared_ptr<const CheckTable> OneCheck() {
  auto table = std::make_shared<CheckTable>(1);
  table->front().check.target = "rust";
  return table;
}

TEST(StoreTest, TransitionIsReportedOnceAndNotForEachResult) {
  Store store(OneCheck());
  EXPECT_TRUE(store.Record(0, Saw(Reason::kSynAck, true, kNow)));
  EXPECT_FALSE(store.Record(0, Saw(Reason::kSynAck, true, kNow + seconds(1))));
  const auto transition = store.Record(0, Saw(Reason::kRst, false, kNow + seconds(2)));
  ASSERT_TRUE(transition);
  EXPECT_EQ(transition->before.state(), State::kOpen);
  EXPECT_EQ(transition->after.state(), State::kRefused);
  EXPECT_EQ(transition->entry().check.target, "rust");
}

TEST(StoreTest, OpenPortThatBeginsToAnswerWronglyIsATransition) {
  Store store(OneCheck());
  store.Record(0, Saw(Reason::kReply, true, kNow));
  EXPECT_TRUE(store.Record(0, Saw(Reason::kBadReply, false, kNow + seconds(1))));
}

TEST(StoreTest, FactsGoWithTheStateThatGaveThem) {
  Store store(OneCheck());
  Result reply = Saw(Reason::kReply, true, kNow);
  reply.seen.facts = std::make_shared<const Facts>();
  store.Record(0, reply);
  EXPECT_EQ(store.TakeSnapshot().facts.count(0), 1U);
  store.Record(0, Saw(Reason::kNoAnswer, false, kNow + seconds(1)));
  EXPECT_EQ(store.TakeSnapshot().facts.count(0), 0U);
}

TEST(StoreTest, SnapshotHasEveryCheckBeforeTheFirstProbe) {
  Store store(std::make_shared<const CheckTable>(3));
  const ShardSnapshot snapshot = store.TakeSnapshot();
  EXPECT_EQ(snapshot.table->size(), 3U);
  EXPECT_EQ(snapshot.rows.size(), 3U);
}

}  // namespace
}  // namespace reach
