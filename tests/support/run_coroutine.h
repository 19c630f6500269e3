// Runs a coroutine to its end on an io_context, and fails the test when it does not get there.
// Thread: that of the test. Owner: none.
#pragma once

#include <gtest/gtest.h>

#include <asio/co_spawn.hpp>
#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

#include "exporter/net/task.h"
#include "tests/support/patience.h"

namespace reach::test {

// Turns the loop until `done()`; false and a test failure when that takes longer than `limit`.
template <typename Condition>
bool RunUntil(asio::io_context& io, Condition done, std::chrono::milliseconds limit = kPatience) {
  const auto end = std::chrono::steady_clock::now() + limit;
  const auto work = asio::make_work_guard(io);
  while (!done()) {
    io.restart();
    if (io.run_one_until(end) == 0 && std::chrono::steady_clock::now() >= end) {
      ADD_FAILURE() << "did not finish within " << limit.count() << " ms";
      return false;
    }
  }
  return true;
}

// Starts a coroutine that runs beside the test; what it throws comes out of the loop.
inline void Spawn(const Executor& executor, Task<void> task) {
  asio::co_spawn(executor, std::move(task), [](std::exception_ptr error) {
    if (error) std::rethrow_exception(error);
  });
}

// The result; none and a test failure when the coroutine throws or does not finish. T has to be
// default-constructible. A coroutine that did not finish lives on until the io_context ends.
template <typename T>
std::optional<T> RunCoroutine(asio::io_context& io, Task<T> task,
                              std::chrono::milliseconds limit = kPatience) {
  struct Landing {
    std::optional<T> result;
    bool landed = false;
  };
  const auto landing = std::make_shared<Landing>();
  asio::co_spawn(io, std::move(task), [landing](std::exception_ptr error, T result) {
    landing->landed = true;
    if (error) {
      ADD_FAILURE() << "the coroutine threw";
    } else {
      landing->result = std::move(result);
    }
  });
  RunUntil(
      io, [&] { return landing->landed; }, limit);
  return std::move(landing->result);
}

}  // namespace reach::test
