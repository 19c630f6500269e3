// What the engine tells, as lines of the log: each transition once, nothing twice that is said
// once, and not more than a disk can take.
// Thread: any; the timer is the control loop's. Owner: the app.
#pragma once

#include <mutex>
#include <set>
#include <string>

#include "exporter/core/scope.h"
#include "exporter/diagnosis/verdicts.h"
#include "exporter/engine/online.h"
#include "exporter/engine/store.h"
#include "exporter/log_limit.h"
#include "exporter/net/task.h"

namespace reach {

class EventLog {
 public:
  // How often it says how many lines were left out, when there were any.
  static constexpr Duration kPause = std::chrono::seconds(10);

  explicit EventLog(asio::io_context& control) : timer_(control) {}

  void Start();
  void Stop();  // keeps the control loop no longer; says what was left out last

  void OnTransition(const Transition& transition);
  void OnOnline(Scope scope, const OnlineStatus& status);
  // The root cause of the target is another one than before.
  void OnDiagnosis(const std::string& target, const diagnosis::Verdict& verdict);
  // These once for each text: a bug is there each interval.
  void OnRefused(const std::string& what);
  void OnException(const std::string& check, const std::string& what);
  void OnCut(const std::string& name);

 private:
  bool IsNews(const std::string& what);
  bool MayWrite(log::LogLimit& limit, const std::string& target);
  void SayLeftOut();
  void Wait();

  Timer timer_;
  std::mutex mutex_;
  log::LogLimit transitions_;     // all below: guarded by mutex_
  log::LogLimit online_;          // of its own: these lines explain a storm of the others
  std::set<std::string> logged_;  // what is logged only once
};

}  // namespace reach
