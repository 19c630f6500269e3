// The state of every check at one moment, copied off the shards for whoever renders it.
// Thread: immutable, goes anywhere. Owner: the scrape or page that asked.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "exporter/core/check.h"
#include "exporter/core/facts.h"
#include "exporter/core/row.h"
#include "exporter/engine/online.h"

namespace reach {

// A check with its label block, escaped once: `vantage="home",target="a",...`, without braces.
struct CheckEntry {
  Check check;
  std::string labels;
};
using CheckTable = std::vector<CheckEntry>;

// Upper bounds of the lag histogram in seconds; the last bucket is +Inf.
inline constexpr std::array kLagBounds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                          0.1,   0.25,   0.5,   1.0,  2.5,   5.0};

// Counters of one shard since it started.
struct ShardStats {
  std::array<std::uint64_t, kLagBounds.size() + 1> lag_buckets{};  // not cumulative
  double lag_sum = 0;                                              // seconds
  std::uint64_t skipped = 0;  // ticks that found their check still busy, or were too late
  std::size_t in_flight = 0;
  std::size_t waiting = 0;  // due, held back by a limit
};

struct ShardSnapshot {
  std::shared_ptr<const CheckTable> table;
  std::vector<Row> rows;                                                  // same index as the table
  std::unordered_map<std::uint32_t, std::shared_ptr<const Facts>> facts;  // by index
  // By index; of checks whose last result was no success, as far as it is known.
  std::unordered_map<std::uint32_t, Tenths> last_success;
  ShardStats stats;
};

struct Snapshot {
  TimePoint taken;
  OnlineStatuses online{};  // of the exporter's own network
  std::vector<ShardSnapshot> shards;
};

}  // namespace reach
