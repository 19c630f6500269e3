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
  Shard(const ShardLimits& limits, const std::shared_ptr<const CheckTable>& table,
        NameLookup lookup, Listeners listeners, TimePoint origin);
  ~Shard();  // stops

  void Start();
  // Stop() ends the ticks; Join() waits until the last flight has landed, which Stop() hastens.
  void Stop();
  void Join();

  // Resumes on the caller's executor. Only between Start and Stop.
  Task<ShardSnapshot> TakeSnapshot();

 private:
  asio::io_context io_{1};
  asio::executor_work_guard<Executor> work_;
  Dispatcher dispatcher_;
  std::thread thread_;
};

}  // namespace reach
