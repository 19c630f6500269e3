#include "exporter/engine/memory.h"

#include <algorithm>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/post.hpp>

namespace reach {
namespace {

constexpr Duration kPause = std::chrono::seconds(1);
// Writing a long list over and over shall not keep a disk busy: it may take this part of the time.
constexpr int kPauseByWrite = 20;
// Without any transition: how old the last success of a check may be in the file after a crash.
constexpr Duration kRefresh = std::chrono::minutes(10);
// What happened to a check that was not probed for longer, nobody knows: it begins anew.
constexpr Duration kForget = std::chrono::hours(24);

// Rounded, not cut: many restarts must not move it.
Tenths Round(TimePoint time) { return Tenths::At(time + std::chrono::milliseconds(50)); }

Tenths Round(const std::optional<TimePoint>& time) { return time ? Round(*time) : Tenths(); }

std::optional<TimePoint> Time(Tenths time) {
  return time.has_value() ? std::optional(time.time()) : std::nullopt;
}

}  // namespace

Beginning BeginningOf(const Remembered& remembered) {
  Beginning beginning;
  beginning.row.held = remembered.state;
  beginning.row.changed = Round(remembered.since);
  beginning.row.down_since = Round(remembered.down_since);
  beginning.last_success = Round(remembered.last_success);
  return beginning;
}

Remembered Remember(const Row& row, Tenths last_success) {
  const Tenths success = row.success == Success::kYes ? row.last_probe : last_success;
  return {row.held, row.changed.time(), Time(row.down_since), Time(success), row.last_probe.time()};
}

Memory::Memory(asio::io_context& control, Report report)
    : control_(control), report_(std::move(report)), timer_(control), pause_(kPause) {}

bool Memory::Open(const std::string& path) {
  std::string bytes;
  auto problem = folder_.Open(path);
  if (!problem) problem = folder_.Read(bytes);
  if (!problem && !bytes.empty()) {
    DecodedMemories decoded = DecodeMemories(bytes, Moment::Now());
    remembered_ = std::move(decoded.memories);
    if (!decoded.problem.empty()) {
      problem = folder_.SetAside();
      if (!problem) {
        report_(folder_.file() + " " + decoded.problem + "; kept as " + folder_.bad_file() +
                ", nothing is remembered");
      }
    }
  }
  if (problem) report_("goes on without memory over restarts: " + *problem);
  open_ = !problem;
  return open_;
}

Beginning Memory::Recall(const Check& check) const {
  const std::lock_guard lock(mutex_);
  const auto found = remembered_.find(Key(check));
  if (found == remembered_.end() || Clock::now() - found->second.last_probe > kForget) {
    return Beginning{};
  }
  return BeginningOf(found->second);
}

void Memory::Start(TakeSnapshot take_snapshot) {
  if (!open_) return;
  take_snapshot_ = std::move(take_snapshot);
  asio::co_spawn(control_, Run(), asio::detached);
}

void Memory::Stop() {
  stopped_ = true;
  timer_.cancel();
}

void Memory::Touch() {
  if (!open_ || touched_.exchange(true)) return;
  asio::post(control_, [this] { timer_.cancel(); });
}

Task<void> Memory::Run() {
  while (!stopped_) {
    const TimePoint due = written_ + (touched_ ? pause_ : kRefresh);
    if (Clock::now() < due) {
      timer_.expires_at(due);
      co_await timer_.async_wait(kTuple);
      continue;
    }
    touched_ = false;
    const auto snapshot = co_await take_snapshot_();
    const TimePoint start = Clock::now();
    if (snapshot) co_await WriteAside(snapshot);
    written_ = Clock::now();
    pause_ = std::max(kPause, (written_ - start) * kPauseByWrite);
  }
}

// The wait has no end of its own: the writer ends it.
Task<void> Memory::WriteAside(std::shared_ptr<const Snapshot> snapshot) {
  Timer done(control_, TimePoint::max());
  bool written = false;
  asio::post(writer_, [this, &done, &written, snapshot = std::move(snapshot)] {
    Write(*snapshot);
    asio::post(control_, [&done, &written] {
      written = true;
      done.cancel();
    });
  });
  while (!written) co_await done.async_wait(kTuple);
}

void Memory::Write(const Snapshot& snapshot) {
  if (!open_) return;
  const Moment now = Moment::Now();
  const auto problem = folder_.Replace(EncodeMemories(Gather(snapshot, now.steady), now));
  if (problem && !failing_) report_("the memory was not written: " + *problem);
  failing_ = problem.has_value();
}

// A check that has a result speaks for itself from then on.
Memories Memory::Gather(const Snapshot& snapshot, TimePoint now) {
  Memories memories;
  const std::lock_guard lock(mutex_);
  for (const ShardSnapshot& shard : snapshot.shards) {
    for (std::uint32_t index = 0; index < shard.rows.size(); ++index) {
      const Row& row = shard.rows[index];
      if (!row.probed()) continue;
      std::string key = Key((*shard.table)[index].check);
      remembered_.erase(key);
      const auto last = shard.last_success.find(index);
      memories.emplace(std::move(key),
                       Remember(row, last == shard.last_success.end() ? Tenths() : last->second));
    }
  }
  std::erase_if(remembered_,
                [now](const auto& entry) { return now - entry.second.last_probe > kForget; });
  memories.insert(remembered_.begin(), remembered_.end());
  return memories;
}

}  // namespace reach
