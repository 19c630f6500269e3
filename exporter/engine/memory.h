// Remembers over a restart since when each check is in its state, since when it is down, and when
// it last succeeded.
// Thread: the control loop's, except where a function says otherwise; the file is written on a
// thread of its own. Owner: the app.
#pragma once

#include <asio/thread_pool.hpp>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/engine/memory_file.h"
#include "exporter/engine/memory_folder.h"
#include "exporter/engine/placement.h"
#include "exporter/engine/snapshot.h"
#include "exporter/net/task.h"

namespace reach {

class Memory {
 public:
  using TakeSnapshot = std::function<Task<std::shared_ptr<const Snapshot>>()>;
  using Report = std::function<void(std::string_view problem)>;  // on any thread

  // `report` gets what is wrong, once for each stretch of failures.
  Memory(asio::io_context& control, Report report);

  // Loads what is remembered and takes hold of the folder. False: there is no memory then, nothing
  // is remembered and nothing written; the reason was reported. Call at most once.
  bool Open(const std::string& path);

  // What a check begins with. Its state is unknown until its first result all the same.
  Beginning Recall(const Check& check) const;

  // Begins to write: after Touch(), but not more often than once a second, and now and then, so
  // that a crash does not make the file old. Ends the control loop's work with Stop().
  void Start(TakeSnapshot take_snapshot);
  void Stop();

  // There is something new: a transition. On any thread, cheap.
  void Touch();

  // Writes at once: the last word, after the engine has stopped.
  void Write(const Snapshot& snapshot);

 private:
  Task<void> Run();
  Task<void> WriteAside(std::shared_ptr<const Snapshot> snapshot);
  Memories Gather(const Snapshot& snapshot, TimePoint now);

  asio::io_context& control_;
  Report report_;
  MemoryFolder folder_;
  bool open_ = false;
  mutable std::mutex mutex_;
  // Of checks without a result since the start, and of those that are not there (yet): a target
  // list may come late. Guarded by mutex_.
  Memories remembered_;
  bool failing_ = false;  // the last write failed; the writer's
  TakeSnapshot take_snapshot_;
  Timer timer_;
  TimePoint written_ = Clock::now();
  Duration pause_;  // between two writes
  std::atomic<bool> touched_ = false;
  bool stopped_ = false;
  asio::thread_pool writer_{1};
};

// The two directions between a row and what is remembered of it. Pure.
Beginning BeginningOf(const Remembered& remembered);
Remembered Remember(const Row& row, Tenths last_success);

}  // namespace reach
