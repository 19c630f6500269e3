// The state of every check at one moment, copied off the shards for whoever renders it.
// Thread: immutable, goes anywhere. Owner: the scrape or page that asked.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "exporter/core/check.h"
#include "exporter/core/facts.h"
#include "exporter/core/row.h"
#include "exporter/core/shared_text.h"
#include "exporter/engine/online.h"

namespace reach {

// A check with its label block, escaped once: `vantage="home",target="a",...`, without braces.
struct CheckEntry {
  Check check;
  SharedText labels;
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

// Upper bounds of the round-trip histograms in seconds, each twice the one before, from 50 us to 26
// s; the last bucket is +Inf. Those of smokeping_prober.
inline constexpr auto kRttBounds = [] {
  std::array<double, 20> bounds{};
  double bound = 50e-6;
  for (double& value : bounds) {
    value = bound;
    bound *= 2;
  }
  return bounds;
}();

struct RttHistogram {
  std::array<std::uint64_t, kRttBounds.size() + 1> buckets{};  // not cumulative
  double sum = 0;                                              // seconds
};

struct RttGroup {
  std::string profile;  // "" for none
  std::string module;
  auto operator<=>(const RttGroup&) const = default;
};
using RttHistograms = std::map<RttGroup, RttHistogram>;

struct ShardSnapshot {
  std::shared_ptr<const CheckTable> table;
  std::vector<Row> rows;                                                  // same index as the table
  std::unordered_map<std::uint32_t, std::shared_ptr<const Facts>> facts;  // by index
  // By index; of checks whose last result was no success, as far as it is known.
  std::unordered_map<std::uint32_t, Tenths> last_success;
  RttHistograms rtt;  // of all groups that a check of the table is in
  ShardStats stats;
};

struct Snapshot {
  TimePoint taken;
  OnlineStatuses online{};  // of the exporter's own network
  std::vector<ShardSnapshot> shards;
};

}  // namespace reach
