// The rows of one shard: takes results, gives transitions and snapshots.
// Thread: the shard's. Owner: the dispatcher.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "exporter/core/observation.h"
#include "exporter/core/row.h"
#include "exporter/engine/placement.h"
#include "exporter/engine/rtt_groups.h"
#include "exporter/engine/snapshot.h"

namespace reach {

// What a tick has seen of a check, after confirm.
struct Result {
  Observation seen;
  bool success = false;
  bool unconfirmed = false;
  Path path = Path::kInternet;
  TimePoint since;  // when the first attempt of the tick began: a state is at least that old
  TimePoint now;
};

// A check has changed its state or its success. Goes to whoever logs it.
struct Transition {
  std::shared_ptr<const CheckTable> table;
  std::uint32_t index = 0;
  Row before;
  Row after;
  const CheckEntry& entry() const { return (*table)[index]; }
};

// The row after a result: pure.
Row RowAfter(Row row, const Result& result);

class Store {
 public:
  // Surviving checks keep rows and facts, new ones begin with theirs, the others are gone at once.
  void Apply(const Placement& placement);

  const CheckEntry& entry(std::uint32_t index) const { return (*table_)[index]; }
  // Keeps the table alive instead of copying the name.
  std::shared_ptr<const std::string> host(std::uint32_t index) const {
    return {table_, &entry(index).check.host};
  }
  const Row& row(std::uint32_t index) const { return rows_[index]; }
  std::size_t size() const { return rows_.size(); }

  // Before the first result: where the check's address lies, as far as it is known.
  void SetPath(std::uint32_t index, Path path) { rows_[index].path = path; }

  // An attempt was on the wire, whatever becomes of it.
  void CountAttempt(std::uint32_t index, const Observation& seen);
  std::optional<Transition> Record(std::uint32_t index, const Result& result);

  ShardSnapshot TakeSnapshot() const;  // copies rows; stats are the dispatcher's to fill in

 private:
  void KeepFacts(std::uint32_t index, const Observation& seen);
  void KeepLastSuccess(std::uint32_t index, const Row& before);

  std::shared_ptr<const CheckTable> table_ = std::make_shared<const CheckTable>();
  std::vector<Row> rows_;
  std::unordered_map<std::uint32_t, std::shared_ptr<const Facts>> facts_;
  std::unordered_map<std::uint32_t, Tenths> last_success_;
  RttGroups rtt_;
};

}  // namespace reach
