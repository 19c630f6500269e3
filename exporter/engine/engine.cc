#include "exporter/engine/engine.h"

#include <algorithm>

#include "exporter/core/label_block.h"

namespace reach {

std::vector<CheckTable> Spread(const config::Config& config, std::size_t shards) {
  std::vector<CheckTable> tables(shards);
  for (const Check& check : config.checks) {
    tables[Hash(check.host) % shards].push_back({check, LabelBlock(check, config.vantage)});
  }
  return tables;
}

ShardLimits Share(const config::Limits& limits, std::size_t shards) {
  ShardLimits part;
  part.in_flight = std::max<std::size_t>(1, limits.in_flight / shards);
  part.in_flight_per_host = std::max<std::size_t>(1, limits.in_flight_per_host);
  part.per_second = limits.attempts_per_second / static_cast<double>(shards);
  part.per_second_per_host = limits.attempts_per_second_per_host;
  return part;
}

Engine::Engine(EngineOptions options) : options_(std::move(options)) {}

Engine::~Engine() { Stop(); }

void Engine::Start(const config::Config& config) {
  resolver_ = std::make_unique<Resolver>(config.nameservers);
  const NameLookup lookup = [resolver = resolver_.get()](std::string name, Family family,
                                                         NameService::Done done) {
    resolver->Lookup(std::move(name), family, std::move(done));
  };
  const ShardLimits limits = Share(config.limits, options_.shards);
  for (CheckTable& part : Spread(config, options_.shards)) {
    shards_.push_back(std::make_unique<Shard>(limits,
                                              std::make_shared<const CheckTable>(std::move(part)),
                                              lookup, options_.listeners, origin_));
  }
  for (const auto& shard : shards_) shard->Start();
}

void Engine::Stop() {
  for (const auto& shard : shards_) shard->Stop();
  for (const auto& shard : shards_) shard->Join();
  resolver_.reset();
  shards_.clear();
}

Task<std::shared_ptr<const Snapshot>> Engine::TakeSnapshot() {
  auto snapshot = std::make_shared<Snapshot>();
  for (const auto& shard : shards_) snapshot->shards.push_back(co_await shard->TakeSnapshot());
  snapshot->taken = Clock::now();
  co_return snapshot;
}

}  // namespace reach
