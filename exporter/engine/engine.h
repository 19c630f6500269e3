// All shards, and the checks spread over them.
// Thread: one, that of the control loop. Owner: the app.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "exporter/config/config.h"
#include "exporter/engine/shard.h"
#include "exporter/net/resolver.h"

namespace reach {

struct EngineOptions {
  std::size_t shards = 1;
  Recall recall;        // what a check that appears was before; may be empty
  Listeners listeners;  // called on the shards' threads
};

class Engine {
 public:
  Engine(asio::io_context& control, EngineOptions options);
  ~Engine();  // stops

  // Starts the shards; the checks come by Apply.
  void Start();
  // The checks and limits from now on: at a reload too.
  void Apply(const config::Config& config);
  // Returns when all flights have landed, well within a second, with the last of all checks.
  std::shared_ptr<const Snapshot> Stop();

  // Asks the resolver, as the shards do. `done` comes on the resolver's thread. After Apply.
  void Lookup(std::string name, Family family, NameService::Done done);

  // The checks in force, by shard.
  const std::vector<std::shared_ptr<const CheckTable>>& tables() const { return tables_; }

  // All checks as of one configuration, each row as it is on its shard at about one moment. Only
  // between Start and Stop.
  Task<std::shared_ptr<const Snapshot>> TakeSnapshot();

 private:
  void UseNameservers(const std::vector<std::string>& nameservers);

  asio::io_context& control_;
  EngineOptions options_;
  TimePoint origin_ = Clock::now();
  // Declared before the watch and the resolver: their late answers are posted to the io_contexts of
  // those above.
  std::vector<std::unique_ptr<Shard>> shards_;
  std::unique_ptr<OnlineWatch> watch_;
  // The last one is asked; those before it still owe answers, or did.
  std::vector<std::unique_ptr<Resolver>> resolvers_;
  std::atomic<Resolver*> resolver_{nullptr};
  std::vector<std::string> nameservers_;
  std::vector<std::shared_ptr<const CheckTable>> tables_;  // in force, by shard
};

}  // namespace reach
