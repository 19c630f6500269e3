// Finds out why targets cannot be reached, each time something about them changes, and again as
// long as it lasts.
// Thread: the control loop; Touch from any. Owner: the app.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "exporter/diagnosis/examiner.h"
#include "exporter/diagnosis/holder.h"
#include "exporter/diagnosis/verdicts.h"
#include "exporter/diagnosis/views.h"
#include "exporter/engine/one_shot.h"

namespace reach {

class Diagnoser {
 public:
  struct Hooks {
    // The target that this one is `of`, itself where it is of none.
    std::function<std::string(const std::string& target)> root;
    // The target with its checks as they are now; without checks when it is gone.
    std::function<diagnosis::Subject(const std::string& target)> subject;
    // The root cause of a target is another one than before.
    std::function<void(const std::string& target, const diagnosis::Verdict& verdict)> news;
  };

  Diagnoser(asio::io_context& io, NameLookup lookup, diagnosis::Views& views, Hooks hooks);

  void Start();
  // Ends what is under way; nothing is examined any more.
  void Stop();

  // One of the target's checks has changed its state. A target that has never failed needs no
  // examination as long as `well`: it is healthy.
  void Touch(const std::string& target, bool well);

  // Forgets the targets that are gone.
  void Keep(const std::function<bool(const std::string& target)>& is_there);

  diagnosis::VerdictsPtr verdicts() const { return published_; }

 private:
  struct Entry {
    diagnosis::Holder holder;
    std::shared_ptr<const diagnosis::Verdict> verdict;
    TimePoint examined_at{};
    bool queued = false;
    bool running = false;
  };

  Task<void> Run();
  void QueueDue(TimePoint now);
  void LaunchQueued();
  Task<void> Examine(std::string target);
  void Conclude(const std::string& target, const diagnosis::TargetEvidence& evidence);
  void Publish();

  asio::io_context& io_;
  OneShot once_;
  diagnosis::Examiner examiner_;
  Hooks hooks_;
  Timer tick_;
  std::map<std::string, Entry> entries_;
  std::deque<std::string> queue_;
  std::size_t running_ = 0;
  TimePoint begun_at_;  // the last examination
  bool stopped_ = false;
  diagnosis::VerdictsPtr published_ = std::make_shared<const diagnosis::Verdicts>();
};

}  // namespace reach
