#include "exporter/engine/engine.h"

#include <asio/post.hpp>

namespace reach {
namespace {

// Snapshots on their way back from the shards. Lives on the control loop; its timer is the signal
// that all have come.
struct Gathering {
  Gathering(asio::io_context& control, std::size_t shards)
      : done(control, TimePoint::max()), missing(shards) {
    snapshot->shards.resize(shards);
  }
  void Add(std::size_t shard, ShardSnapshot part) {
    snapshot->shards[shard] = std::move(part);
    if (--missing == 0) done.cancel();
  }
  Timer done;
  std::size_t missing;
  std::shared_ptr<Snapshot> snapshot = std::make_shared<Snapshot>();
};

}  // namespace

Engine::Engine(asio::io_context& control, EngineOptions options)
    : control_(control), options_(std::move(options)) {}

Engine::~Engine() { Stop(); }

void Engine::Start() {
  const NameLookup lookup = [this](std::string name, Family family, NameService::Done done) {
    Lookup(std::move(name), family, std::move(done));
  };
  watch_ = std::make_unique<OnlineWatch>(lookup, options_.listeners.online);
  watch_->Start();
  tables_.assign(options_.shards, std::make_shared<const CheckTable>());
  for (std::size_t i = 0; i < options_.shards; ++i) {
    shards_.push_back(std::make_unique<Shard>(lookup, *watch_, options_.listeners, origin_));
    shards_.back()->Start();
  }
}

void Engine::UseNameservers(const std::vector<std::string>& nameservers) {
  if (resolver_ != nullptr && nameservers == nameservers_) return;
  resolvers_.push_back(std::make_unique<Resolver>(nameservers));
  resolver_ = resolvers_.back().get();
  nameservers_ = nameservers;
}

void Engine::Apply(const config::Config& config) {
  UseNameservers(config.nameservers);
  watch_->Apply(config);
  std::vector<Placement> placements = Place(config, tables_, options_.recall);
  for (std::size_t i = 0; i < shards_.size(); ++i) {
    tables_[i] = placements[i].table;
    shards_[i]->Apply(std::move(placements[i]));
  }
}

void Engine::Lookup(std::string name, Family family, NameService::Done done) {
  resolver_.load()->Lookup(std::move(name), family, std::move(done));
}

std::shared_ptr<const Snapshot> Engine::Stop() {
  for (const auto& shard : shards_) shard->Stop();
  for (const auto& shard : shards_) shard->Join();
  const auto last = std::make_shared<Snapshot>();
  last->taken = Clock::now();
  for (const auto& shard : shards_) last->shards.push_back(shard->Last());
  if (watch_) watch_->Stop();
  resolvers_.clear();
  shards_.clear();
  watch_.reset();
  return last;
}

// Asked of all shards at once, as Apply is: each shard takes both in the order in which they came,
// so a snapshot never mixes two configurations.
Task<std::shared_ptr<const Snapshot>> Engine::TakeSnapshot() {
  const auto gathering = std::make_shared<Gathering>(control_, shards_.size());
  for (std::size_t i = 0; i < shards_.size(); ++i) {
    shards_[i]->TakeSnapshot([this, gathering, i](ShardSnapshot part) {
      asio::post(control_, [gathering, i, part = std::move(part)]() mutable {
        gathering->Add(i, std::move(part));
      });
    });
  }
  while (gathering->missing > 0) co_await gathering->done.async_wait(kTuple);
  gathering->snapshot->taken = Clock::now();
  gathering->snapshot->online = watch_->statuses();
  co_return gathering->snapshot;
}

}  // namespace reach
