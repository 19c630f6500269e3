#include "exporter/engine/store.h"

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

Row Apply(Row row, const Result& result) {
  const Observation& seen = result.seen;
  if (seen.state() != row.state() || !row.changed.has_value()) {
    row.changed = Tenths::At(result.since);
  }
  row.reason = seen.reason;
  row.offender = seen.icmp ? seen.icmp->offender : Offender::kNone;
  row.path = result.path;
  row.last_probe_ns = std::chrono::nanoseconds(result.now.time_since_epoch()).count();
  row.duration = static_cast<float>(Seconds(seen.duration));
  KeepRtt(row, seen);
  if (IsVerdict(seen.state())) {
    CountVerdict(row, result);
  } else {
    row.success = Success::kAbsent;  // says nothing about the target: down_since stays as it is
  }
  return row;
}

Store::Store(std::shared_ptr<const CheckTable> table)
    : table_(std::move(table)), rows_(table_->size()) {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (const auto path = (*table_)[i].check.path) rows_[i].path = *path;
  }
}

void Store::CountAttempt(std::uint32_t index, const Observation& seen) {
  ++rows_[index].attempts;
  rows_[index].syn_retransmits += seen.syn_retransmits;
}

std::optional<Transition> Store::Record(std::uint32_t index, const Result& result) {
  const Row before = rows_[index];
  Row& row = rows_[index];
  row = Apply(before, result);
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
