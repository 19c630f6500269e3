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

template <typename Map>
void MoveEntry(Map& from, std::uint32_t former, Map& to, std::uint32_t index) {
  const auto known = from.find(former);
  if (known != from.end()) to.emplace(index, std::move(known->second));
}

std::optional<double> RttOf(const Observation& seen) {
  if (seen.state() != State::kOpen || !seen.rtt) return std::nullopt;
  return Seconds(*seen.rtt);
}

void KeepRtt(Row& row, const Observation& seen) {
  const std::optional<double> rtt = RttOf(seen);
  row.rtt = static_cast<float>(rtt.value_or(-1));
  if (!rtt) return;
  row.rtt_sum += *rtt;
  ++row.rtt_count;
}

}  // namespace

Row RowAfter(Row row, const Result& result) {
  const Observation& seen = result.seen;
  if (seen.state() != row.held || !row.changed.has_value()) {
    row.changed = Tenths::At(result.since);
  }
  row.reason = seen.reason;
  row.held = seen.state();
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
  Store next;
  next.table_ = placement.table;
  next.rows_.reserve(placement.former.size());
  auto fresh = placement.fresh.begin();
  for (std::uint32_t index = 0; index < placement.former.size(); ++index) {
    const std::uint32_t former = placement.former[index];
    if (former == TickBoard::kNone) {
      next.rows_.push_back(fresh->row);
      if (fresh->last_success.has_value()) next.last_success_.emplace(index, fresh->last_success);
      ++fresh;
    } else {
      next.rows_.push_back(rows_[former]);
      MoveEntry(facts_, former, next.facts_, index);
      MoveEntry(last_success_, former, next.last_success_, index);
    }
    if (const auto path = (*placement.table)[index].check.path) next.rows_.back().path = *path;
  }
  next.rtt_ = std::move(rtt_);
  next.rtt_.Apply(*next.table_);
  *this = std::move(next);
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
  if (const auto rtt = RttOf(result.seen)) rtt_.Add(*entry(index).check.policy, *rtt);
  KeepFacts(index, result.seen);
  KeepLastSuccess(index, before);
  const bool moved = row.state() != before.state() || row.success != before.success;
  if (!moved) return std::nullopt;
  return Transition{table_, index, before, row};
}

void Store::KeepFacts(std::uint32_t index, const Observation& seen) {
  if (seen.facts && seen.state() == State::kOpen) {
    facts_[index] = seen.facts;
  } else {
    facts_.erase(index);
  }
}

// Of a check that succeeds, the last success is its last probe, and needs no room of its own.
void Store::KeepLastSuccess(std::uint32_t index, const Row& before) {
  if (rows_[index].success == Success::kYes) {
    last_success_.erase(index);
  } else if (before.success == Success::kYes) {
    last_success_[index] = before.last_probe;
  }
}

ShardSnapshot Store::TakeSnapshot() const {
  ShardSnapshot snapshot;
  snapshot.table = table_;
  snapshot.rows = rows_;
  snapshot.facts = facts_;
  snapshot.last_success = last_success_;
  snapshot.rtt = rtt_.histograms();
  return snapshot;
}

}  // namespace reach
