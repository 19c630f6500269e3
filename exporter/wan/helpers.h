// Threads for what can only wait: a coroutine goes on when such work is done.
// Thread: made, used and stopped on the loop's; the work runs on the helpers. Owner: the watch.
#pragma once

#include <asio/post.hpp>
#include <asio/thread_pool.hpp>
#include <atomic>
#include <functional>
#include <memory>
#include <utility>

#include "exporter/core/clock.h"
#include "exporter/net/task.h"

namespace reach::wan {

class Helpers {
 public:
  explicit Helpers(asio::io_context& io) : io_(io) {}
  ~Helpers() { Stop(); }
  Helpers(const Helpers&) = delete;
  Helpers& operator=(const Helpers&) = delete;

  // Once `stop` is true it is to come back soon.
  template <typename Result>
  using Work = std::function<Result(const std::atomic<bool>& stop)>;

  // Hand over a variable, not a temporary: g++ 12 destroys temporaries of a co_await twice.
  template <typename Result>
  Task<Result> Run(Work<Result> work) {
    const auto result = std::make_shared<Result>();
    const auto done = std::make_shared<Timer>(io_, TimePoint::max());
    const auto finished = std::make_shared<bool>(false);
    asio::post(pool_, [this, work = std::move(work), result, done, finished] {
      if (!stop_) *result = work(stop_);
      asio::post(io_, [done, finished] {
        *finished = true;
        done->cancel();
      });
    });
    while (!*finished) co_await done->async_wait(kTuple);
    co_return std::move(*result);
  }

  // Waits for the work under way. The loop must not be needed for it.
  void Stop() {
    stop_ = true;
    pool_.join();
  }

 private:
  asio::io_context& io_;
  std::atomic<bool> stop_ = false;
  asio::thread_pool pool_{4};
};

}  // namespace reach::wan
