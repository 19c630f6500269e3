#include "exporter/engine/shard.h"

#include <asio/post.hpp>

namespace reach {

Shard::Shard(NameLookup lookup, OnlineWatch& watch, Listeners listeners, TimePoint origin)
    : work_(io_.get_executor()),
      dispatcher_(io_, std::move(lookup), watch, std::move(listeners), origin) {}

Shard::~Shard() {
  Stop();
  Join();
}

void Shard::Start() {
  thread_ = std::thread([this] { io_.run(); });
}

void Shard::Apply(Placement placement) {
  asio::post(io_, [this, placement = std::move(placement)] { dispatcher_.Apply(placement); });
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

void Shard::TakeSnapshot(std::function<void(ShardSnapshot)> done) {
  asio::post(io_, [this, done = std::move(done)] { done(dispatcher_.TakeSnapshot()); });
}

}  // namespace reach
