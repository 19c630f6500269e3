// Runs several tasks side by side and waits for all of them.
// Thread: one io_context's. Owner: none.
#pragma once

#include <asio/async_result.hpp>
#include <asio/co_spawn.hpp>
#include <exception>
#include <memory>
#include <utility>
#include <vector>

#include "exporter/net/task.h"

namespace reach {

// The results in the order of the tasks; no tasks give none at once. A task that throws ends the
// process' loop with that exception: tasks report errors as values. T is default-constructible.
template <typename T>
Task<std::vector<T>> WhenAll(Executor executor, std::vector<Task<T>> tasks) {
  if (tasks.empty()) co_return std::vector<T>();
  constexpr asio::use_awaitable_t<Executor> kAwaitable;
  auto start = [executor, &tasks](auto handler) {
    struct Gathering {
      decltype(handler) done;
      std::vector<T> results;
      std::size_t missing;
    };
    const std::size_t count = tasks.size();
    auto all =
        std::make_shared<Gathering>(Gathering{std::move(handler), std::vector<T>(count), count});
    for (std::size_t i = 0; i < count; ++i) {
      asio::co_spawn(executor, std::move(tasks[i]),
                     [all, i](const std::exception_ptr& error, T result) {
                       if (error) std::rethrow_exception(error);
                       all->results[i] = std::move(result);
                       if (--all->missing == 0) std::move(all->done)(std::move(all->results));
                     });
    }
  };
  co_return co_await asio::async_initiate<decltype(kAwaitable), void(std::vector<T>)>(start,
                                                                                      kAwaitable);
}

}  // namespace reach
