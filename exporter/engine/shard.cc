#include "exporter/engine/shard.h"

#include <asio/co_spawn.hpp>
#include <asio/post.hpp>

namespace reach {

Shard::Shard(const ShardLimits& limits, const std::shared_ptr<const CheckTable>& table,
             NameLookup lookup, Listeners listeners, TimePoint origin)
    : work_(io_.get_executor()),
      dispatcher_(io_, limits, table, std::move(lookup), std::move(listeners), origin) {}

Shard::~Shard() {
  Stop();
  Join();
}

void Shard::Start() {
  asio::post(io_, [this] { dispatcher_.Start(); });
  thread_ = std::thread([this] { io_.run(); });
}

// The work guard goes in the shard's own thread, after the flights were cancelled: run() then
// returns as soon as the last of them has landed.
void Shard::Stop() {
  asio::post(io_, [this] {
    dispatcher_.Stop();
    work_.reset();
  });
}

void Shard::Join() {
  if (thread_.joinable()) thread_.join();
}

Task<ShardSnapshot> Shard::TakeSnapshot() {
  return asio::co_spawn(
      io_, [this]() -> Task<ShardSnapshot> { co_return dispatcher_.TakeSnapshot(); },
      asio::use_awaitable_t<Executor>{});
}

}  // namespace reach
