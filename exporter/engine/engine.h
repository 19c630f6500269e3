// All shards, and the checks spread over them.
// Thread: one, that of the control loop. Owner: the app.
#pragma once

#include <memory>
#include <vector>

#include "exporter/config/config.h"
#include "exporter/engine/shard.h"
#include "exporter/net/resolver.h"

namespace reach {

struct EngineOptions {
  std::size_t shards = 1;
  Listeners listeners;  // called on the shards' threads
};

// The checks of each shard. All checks of one host are on one shard, which keeps the host's limits.
std::vector<CheckTable> Spread(const config::Config& config, std::size_t shards);

// A shard's part of the limits; those of a host are whole.
ShardLimits Share(const config::Limits& limits, std::size_t shards);

class Engine {
 public:
  explicit Engine(EngineOptions options);
  ~Engine();  // stops

  void Start(const config::Config& config);
  void Stop();  // returns when all flights have landed: well within a second

  // Each row as it is on its shard at about one moment. Only between Start and Stop.
  Task<std::shared_ptr<const Snapshot>> TakeSnapshot();

 private:
  EngineOptions options_;
  TimePoint origin_ = Clock::now();
  // Declared before the resolver: its late answers are posted to the shards' io_contexts.
  std::vector<std::unique_ptr<Shard>> shards_;
  std::unique_ptr<Resolver> resolver_;
};

}  // namespace reach
