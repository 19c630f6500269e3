// Runs tasks side by side and waits for all.
// Thread: that of the io_context. Owner: the awaiting coroutine.
#pragma once

#include <asio/co_spawn.hpp>
#include <exception>
#include <memory>
#include <utility>
#include <vector>

#include "exporter/net/task.h"

namespace reach::wan {

// In the order of the tasks. One that throws gives a default value: an exception in a source must
// not end the watch, and says no more than that it has no answer.
template <typename T>
Task<std::vector<T>> Gather(asio::io_context& io, std::vector<Task<T>> tasks) {
  struct Landing {
    explicit Landing(asio::io_context& loop) : done(loop, TimePoint::max()) {}
    Timer done;
    std::vector<T> results;
    std::size_t missing = 0;
  };
  const auto landing = std::make_shared<Landing>(io);
  landing->results.resize(tasks.size());
  landing->missing = tasks.size();
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    asio::co_spawn(io, std::move(tasks[i]),
                   [landing, i](const std::exception_ptr& error, T result) {
                     if (!error) landing->results[i] = std::move(result);
                     if (--landing->missing == 0) landing->done.cancel();
                   });
  }
  while (landing->missing > 0) co_await landing->done.async_wait(kTuple);
  co_return std::move(landing->results);
}

}  // namespace reach::wan
