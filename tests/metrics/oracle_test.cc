// prometheus-cpp's TextSerializer says what our writer has to say for the same samples. Lines are
// compared as sets: the oracle prints the children of a family in the order of their hashes. Its
// numbers have 16 digits at the most, so no sample here needs the 17th that ours would have.
#include <gtest/gtest.h>
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <map>
#include <set>
#include <sstream>

#include "exporter/metrics/check_families.h"
#include "exporter/metrics/check_metrics.h"
#include "exporter/metrics/self_metrics.h"
#include "tests/support/made_up_snapshot.h"

namespace reach::metrics {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using Label = ClientMetric::Label;
using test::MakeRow;

std::set<std::string> Lines(const std::string& text) {
  std::set<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    EXPECT_TRUE(lines.insert(line).second) << "twice: " << line;
  }
  return lines;
}

// What one of them has and the other has not, one line each with a sign in front.
std::string Difference(const std::set<std::string>& ours, const std::set<std::string>& oracle) {
  std::string text;
  for (const std::string& line : ours) {
    if (!oracle.contains(line)) text += "+ " + line + '\n';
  }
  for (const std::string& line : oracle) {
    if (!ours.contains(line)) text += "- " + line + '\n';
  }
  return text;
}

std::string HelpOf(std::string_view name) {
  for (const CheckFamily& family : CheckFamilies()) {
    if (family.head.name == name) return std::string(family.head.help);
  }
  ADD_FAILURE() << "no family " << name;
  return {};
}

// The samples of a snapshot, put together a second time and differently: check by check.
class Oracle {
 public:
  explicit Oracle(const WallClock& clock) : clock_(clock) {}

  void Add(const Check& check, const Row& row);
  std::string Text() const {
    std::vector<MetricFamily> families;
    for (const auto& [name, family] : families_) families.push_back(family);
    return prometheus::TextSerializer().Serialize(families);
  }

 private:
  ClientMetric& Sample(const std::string& name, MetricType type, std::vector<Label> more = {}) {
    MetricFamily& family = families_[name];
    family.name = name;
    family.help = HelpOf(name);
    family.type = type;
    ClientMetric metric;
    metric.label = identity_;
    metric.label.insert(metric.label.end(), more.begin(), more.end());
    family.metric.push_back(metric);
    return family.metric.back();
  }
  void Gauge(const std::string& name, double value, std::vector<Label> more = {}) {
    Sample(name, MetricType::Gauge, std::move(more)).gauge.value = value;
  }
  void Counter(const std::string& name, double value) {
    Sample(name, MetricType::Counter).counter.value = value;
  }

  const WallClock& clock_;
  std::vector<Label> identity_;
  std::map<std::string, MetricFamily> families_;
};

void Oracle::Add(const Check& check, const Row& row) {
  const std::string transport(Name(check.policy->module->transport));
  identity_ = {{"vantage", "home"},
               {"target", check.target},
               {"check", check.name()},
               {"host", check.host},
               {"port", transport == "icmp" ? "" : std::to_string(check.port)},
               {"transport", transport},
               {"family", "any"}};
  for (const auto& [name, value] : check.labels()) identity_.push_back({name, value});
  for (const State state : kAllStates) {
    Gauge("reach_port_state", state == row.state(), {{"state", std::string(Name(state))}});
  }
  if (row.success != Success::kAbsent) {
    Gauge("reach_probe_success", row.success == Success::kYes);
  }
  Counter("reach_probes_total", row.probes);
  Counter("reach_probe_failures_total", row.failures);
  Counter("reach_refusals_total", row.refusals);
  Counter("reach_attempts_total", row.attempts);
  Counter("reach_unconfirmed_total", row.unconfirmed);
  if (transport == "tcp") Counter("reach_syn_retransmits_total", row.syn_retransmits);
  if (transport == "icmp") {
    Counter("reach_icmp_sent_total", row.echoes_sent);
    Counter("reach_icmp_received_total", row.echoes_received);
  }
  if (row.state() == State::kOpen) Gauge("reach_rtt_seconds", 0.0123);
  auto& summary = Sample("reach_probe_rtt_seconds", MetricType::Summary).summary;
  summary.sample_sum = row.rtt_sum;
  summary.sample_count = row.rtt_count;
  Gauge("reach_page_after_seconds", 120);
  Gauge("reach_probe_interval_seconds", 15);
  const char* const path = row.last_probe.has_value() ? "lan" : "internet";
  Gauge("reach_check_info", 1,
        {{"module", check.policy->module->name},
         {"role", "proof"},
         {"path", path},
         {"profile", check.policy->profile}});
  const bool well = row.success == Success::kYes;
  Gauge("reach_diagnosis", well ? 2 : 1, {{"cause", well ? "healthy" : "undecided"}});
  if (!row.last_probe.has_value()) return;
  Gauge("reach_probe_duration_seconds", 0.0125);
  Gauge("reach_last_probe_timestamp_seconds", clock_.UnixSeconds(row.last_probe.time()));
  Gauge("reach_state_changed_timestamp_seconds", clock_.UnixSeconds(row.changed.time()));
  if (row.success != Success::kNo) return;
  Gauge("reach_down_since_timestamp_seconds", clock_.UnixSeconds(row.down_since.time()));
  Gauge("reach_failure_info", 1,
        {{"reason", std::string(Name(row.reason))}, {"offender", std::string(Name(row.offender))}});
}

TEST(OracleTest, EveryCheckFamilyReadsAsTextSerializerWritesIt) {
  const TimePoint now = Clock::now();
  WallClock clock;
  clock.Update(now, std::chrono::system_clock::now());
  test::SnapshotMaker maker(now);
  Row refused = MakeRow(Reason::kIcmpPortUnreachable, Success::kNo, now);
  refused.offender = Offender::kGateway;
  refused.syn_retransmits = 4000000000;
  Row ping = MakeRow(Reason::kReply, Success::kYes, now);
  ping.echoes_sent = 12;
  ping.echoes_received = 11;
  maker.Add({.labels = {{"owner", "Ann \"the\\admin\""}}}, refused)
      .Add({.name = "query"}, MakeRow(Reason::kReply, Success::kYes, now))
      .Add({.name = "udp", .transport = Transport::kUdp},
           MakeRow(Reason::kNoReplyRequired, Success::kYes, now))
      .Add({.name = "ping", .port = 0, .transport = Transport::kIcmp}, ping)
      .Add({.target = "new", .host = "new.example.org"}, Row());
  const auto made = std::make_shared<const Snapshot>(maker.Make());
  const Snapshot& snapshot = *made;

  Oracle oracle(clock);
  for (std::size_t i = 0; i < 5; ++i) {
    oracle.Add((*snapshot.shards[0].table)[i].check, snapshot.shards[0].rows[i]);
  }
  std::string text;
  Exposition out(Format::kText, text);
  CheckMetrics checks(made, config::MetricsMode::kFull, clock);
  while (checks.RenderNext(out)) {
  }
  EXPECT_EQ(Difference(Lines(text), Lines(oracle.Text())), "");
}

TEST(OracleTest, OwnFamiliesReadAsTextSerializerWritesThemButForTheSpellingOfBounds) {
  test::SnapshotMaker maker(Clock::now());
  Snapshot snapshot = maker.Add({}, Row()).Make();
  snapshot.shards[0].stats.lag_buckets[2] = 5;
  snapshot.shards[0].stats.lag_sum = 0.017;
  snapshot.shards[0].stats.skipped = 3;
  const auto families = CollectSelf(snapshot, {true, std::chrono::system_clock::now()}, {},
                                    ProcessStats{1.25, 1795230000.5, 1000, 2000, 30, 1024});
  std::string text;
  Exposition out(Format::kText, text);
  Render(families, out);

  std::set<std::string> expected;
  for (std::string line : Lines(prometheus::TextSerializer().Serialize(families))) {
    for (const std::string whole : {"1", "5"}) {  // the only bounds without a fraction
      const auto at = line.find("le=\"" + whole + "\"");
      if (at != std::string::npos) line.replace(at, 6, "le=\"" + whole + ".0\"");
    }
    expected.insert(line);
  }
  EXPECT_EQ(Difference(Lines(text), expected), "");
}

}  // namespace
}  // namespace reach::metrics
