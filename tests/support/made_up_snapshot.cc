#include "tests/support/made_up_snapshot.h"

#include <sstream>

#include "exporter/core/label_block.h"

namespace reach::test {

Check MakeCheck(const CheckSpec& spec) {
  auto module = std::make_shared<Module>();
  module->name = spec.name + "_port";
  module->transport = spec.transport;
  auto policy = std::make_shared<CheckPolicy>();
  policy->name = spec.name;
  policy->module = std::move(module);
  policy->profile = spec.profile;
  policy->role = Role::kProof;
  policy->interval = std::chrono::seconds(15);
  policy->timeout = std::chrono::seconds(4);
  policy->page_after = std::chrono::minutes(2);
  Check check;
  check.target = spec.target;
  check.host = spec.host;
  check.port = spec.port;
  check.family = spec.family;
  check.rarities = std::make_shared<const Rarities>(Rarities{spec.labels, {}});
  check.policy = std::move(policy);
  return check;
}

Row MakeRow(Reason reason, Success success, TimePoint now, Duration age) {
  const TimePoint then = now - age;
  Row row;
  row.last_probe = Tenths::At(then);
  row.duration = 0.0125F;
  row.probes = 4;
  row.attempts = 7;
  row.unconfirmed = 1;
  row.changed = Tenths::At(then);
  row.reason = reason;
  row.success = success;
  row.path = Path::kLan;
  if (row.state() == State::kOpen) {
    row.rtt = 0.0123F;
    row.rtt_sum = 0.0492;
    row.rtt_count = 4;
  }
  if (success == Success::kNo) {
    row.down_since = Tenths::At(then);
    row.failures = 3;
    row.refusals = row.state() == State::kRefused ? 2 : 0;
  }
  return row;
}

SnapshotMaker& SnapshotMaker::Add(const CheckSpec& spec, const Row& row,
                                  std::shared_ptr<const Facts> facts) {
  Check check = MakeCheck(spec);
  std::string labels = LabelBlock(check, "home");
  if (facts) shard_.facts[static_cast<std::uint32_t>(table_.size())] = std::move(facts);
  table_.push_back({std::move(check), std::move(labels)});
  shard_.rows.push_back(row);
  return *this;
}

Snapshot SnapshotMaker::Make() const {
  Snapshot snapshot;
  snapshot.taken = now_;
  snapshot.shards.push_back(shard_);
  snapshot.shards.back().table = std::make_shared<const CheckTable>(table_);
  return snapshot;
}

config::Config SnapshotMaker::MakeConfig() const {
  config::Config config;
  config.vantage = "home";
  for (const CheckEntry& entry : table_) config.checks.push_back(entry.check);
  return config;
}

std::vector<std::string> LinesWith(const std::string& text, const std::string& prefix) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with(prefix)) lines.push_back(line);
  }
  return lines;
}

}  // namespace reach::test
