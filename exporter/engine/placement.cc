#include "exporter/engine/placement.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "exporter/core/label_block.h"
#include "exporter/engine/tick.h"

namespace reach {
namespace {

std::unordered_map<std::string, std::uint32_t> Number(const CheckTable& table) {
  std::unordered_map<std::string, std::uint32_t> numbers;
  numbers.reserve(table.size());
  for (std::uint32_t i = 0; i < table.size(); ++i) numbers.emplace(Key(table[i].check), i);
  return numbers;
}

Placement PlaceOne(CheckTable table, const CheckTable& before, const Recall& recall) {
  const auto numbers = Number(before);
  Placement placement;
  for (const CheckEntry& entry : table) {
    const auto found = numbers.find(Key(entry.check));
    const bool survives = found != numbers.end();
    placement.former.push_back(survives ? found->second : TickBoard::kNone);
    if (!survives) placement.fresh.push_back(recall ? recall(entry.check) : Beginning{});
  }
  placement.table = std::make_shared<const CheckTable>(std::move(table));
  return placement;
}

}  // namespace

std::vector<Placement> Place(const config::Config& config,
                             const std::vector<std::shared_ptr<const CheckTable>>& before,
                             const Recall& recall) {
  const std::size_t shards = before.size();
  std::vector<CheckTable> tables(shards);
  for (const Check& check : config.checks) {
    tables[Hash(check.host) % shards].push_back({check, LabelBlock(check, config.vantage)});
  }
  std::vector<Placement> placements;
  for (std::size_t i = 0; i < shards; ++i) {
    placements.push_back(PlaceOne(std::move(tables[i]), *before[i], recall));
    placements.back().limits = Share(config.limits, shards);
  }
  return placements;
}

ShardLimits Share(const config::Limits& limits, std::size_t shards) {
  ShardLimits part;
  part.in_flight = std::max<std::size_t>(1, limits.in_flight / shards);
  part.in_flight_per_host = std::max<std::size_t>(1, limits.in_flight_per_host);
  part.per_second = limits.attempts_per_second / static_cast<double>(shards);
  part.per_second_per_host = limits.attempts_per_second_per_host;
  return part;
}

}  // namespace reach
