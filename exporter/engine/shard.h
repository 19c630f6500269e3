// One thread with its own io_context, and the checks that live on it. Shards share nothing.
// Thread: the public functions from any thread. Owner: the engine.
#pragma once

#include <asio/executor_work_guard.hpp>
#include <memory>
#include <thread>

#include "exporter/engine/dispatcher.h"

namespace reach {

class Shard {
 public:
  Shard(NameLookup lookup, OnlineWatch& watch, Listeners listeners, TimePoint origin);
  ~Shard();  // stops

  void Start();
  void Apply(Placement placement);
  // Stop() ends the ticks; Join() waits until the last flight has landed, which Stop() hastens.
  void Stop();
  void Join();
  // The rows as the last flight left them: after Join().
  ShardSnapshot Last() const { return dispatcher_.TakeSnapshot(); }

  // `done` is called on the shard's thread, in the order of the calls of Apply and TakeSnapshot.
  void TakeSnapshot(std::function<void(ShardSnapshot)> done);

 private:
  asio::io_context io_{1};
  asio::executor_work_guard<Executor> work_;
  Dispatcher dispatcher_;
  std::thread thread_;
};

}  // namespace reach
