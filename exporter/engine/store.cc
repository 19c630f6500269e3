#include "exporter/engine/store.h"

#include "exporter/engine/tick.h"

namespace reach {
namespace {

void CountVerdict(Row& row, const Result& result) {
  ++row.probes;
  if (!result.success) ++row.failures;
  if (result.seen.state() == State::kRefused) ++row.refusals;
  if (result.unconfirmed) ++row.unconfirmed;
  row.success = result.success ? Success::kYes : Success::kNo;
  if (result.success) {
    row.down_since = {};
  } else if (!row.down_since.has_value()) {
    row.down_since = Tenths::At(result.since);
  }
}

void KeepRtt(Row& row, const Observation& seen) {
  const bool measured = seen.state() == State::kOpen && seen.rtt;
  row.rtt = measured ? static_cast<float>(Seconds(*seen.rtt)) : -1.0F;
  if (!measured) return;
  row.rtt_sum += Seconds(*seen.rtt);
  ++row.rtt_count;
}

}  // namespace

Row RowAfter(Row row, const Result& result) {
  const Observation& seen = result.seen;
  if (seen.state() != row.state() || !row.changed.has_value()) {
    row.changed = Tenths::At(result.since);
  }
  row.reason = seen.reason;
  row.offender = seen.icmp ? seen.icmp->offender : Offender::kNone;
  row.path = result.path;
  row.last_probe = Tenths::At(result.now);
  row.duration = static_cast<float>(Seconds(seen.duration));
  KeepRtt(row, seen);
  if (IsVerdict(seen.state())) {
    CountVerdict(row, result);
  } else {
    row.success = Success::kAbsent;  // says nothing about the target: down_since stays as it is
  }
  return row;
}

void Store::Apply(const Placement& placement) {
  std::vector<Row> rows;
  rows.reserve(placement.former.size());
  decltype(facts_) facts;
  auto fresh = placement.fresh.begin();
  for (std::uint32_t index = 0; index < placement.former.size(); ++index) {
    const std::uint32_t former = placement.former[index];
    rows.push_back(former == TickBoard::kNone ? *fresh++ : rows_[former]);
    const auto known = facts_.find(former);
    if (known != facts_.end()) facts.emplace(index, std::move(known->second));
    if (const auto path = (*placement.table)[index].check.path) rows.back().path = *path;
  }
  table_ = placement.table;
  rows_ = std::move(rows);
  facts_ = std::move(facts);
}

void Store::CountAttempt(std::uint32_t index, const Observation& seen) {
  Row& row = rows_[index];
  ++row.attempts;
  if (entry(index).check.policy->module->transport == Transport::kIcmp) {
    row.echoes_sent += seen.echoes_sent;
    row.echoes_received += seen.echoes_received;
  } else {
    row.syn_retransmits += seen.syn_retransmits;
  }
}

std::optional<Transition> Store::Record(std::uint32_t index, const Result& result) {
  const Row before = rows_[index];
  Row& row = rows_[index];
  row = RowAfter(before, result);
  if (result.seen.facts && row.state() == State::kOpen) {
    facts_[index] = result.seen.facts;
  } else {
    facts_.erase(index);
  }
  const bool moved = row.state() != before.state() || row.success != before.success;
  if (!moved) return std::nullopt;
  return Transition{table_, index, before, row};
}

ShardSnapshot Store::TakeSnapshot() const {
  ShardSnapshot snapshot;
  snapshot.table = table_;
  snapshot.rows = rows_;
  snapshot.facts = facts_;
  return snapshot;
}

}  // namespace reach
