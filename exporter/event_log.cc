#include "exporter/event_log.h"

#include <vector>

#include "exporter/engine/name_addresses.h"
#include "exporter/log.h"

namespace reach {

void EventLog::Start() { Wait(); }

void EventLog::Stop() {
  timer_.cancel();
  SayLeftOut();
}

void EventLog::Wait() {
  timer_.expires_after(kPause);
  timer_.async_wait([this](asio::error_code error) {
    if (error) return;
    SayLeftOut();
    Wait();
  });
}

void EventLog::SayLeftOut() {
  std::uint64_t count = 0;
  {
    const std::lock_guard lock(mutex_);
    count = transitions_.TakeLeftOut() + online_.TakeLeftOut();
  }
  if (count == 0) return;
  log::Warn("more transitions than the log takes; lines were left out",
            {{"left_out", std::to_string(count)}});
}

bool EventLog::MayWrite(log::LogLimit& limit, const std::string& target) {
  const std::lock_guard lock(mutex_);
  return limit.Admit(target, Clock::now());
}

void EventLog::OnTransition(const Transition& transition) {
  const Check& check = transition.entry().check;
  if (!MayWrite(transitions_, check.target)) return;
  const Row& now = transition.after;
  const bool expected = now.success == Success::kYes;
  const bool first = transition.before.reason == Reason::kNotProbed;
  std::vector<log::Field> fields = {{"target", check.target},
                                    {"check", check.name()},
                                    {"host", check.host},
                                    {"port", check.port == 0 ? "" : std::to_string(check.port)}};
  if (check.address()) fields.emplace_back("address", ToString(check.address()));
  fields.insert(fields.end(), {{"from", std::string(Name(transition.before.state()))},
                               {"to", std::string(Name(now.state()))},
                               {"reason", std::string(Name(now.reason))},
                               {"expected", expected ? "yes" : "no"},
                               {"first", first ? "yes" : "no"}});
  log::Write(expected ? log::Level::kInfo : log::Level::kWarn, RowOf(now.reason).words, fields);
}

void EventLog::OnOnline(Scope scope, const OnlineStatus& status) {
  const std::string name(Name(scope));
  if (!MayWrite(online_, name)) return;
  if (status.online == Online::kNo) {
    log::Error("the exporter itself is offline; failures say nothing about the targets",
               {{"scope", name}});
  } else if (status.online == Online::kYes) {
    log::Info("the exporter is online", {{"scope", name}});
  }
}

void EventLog::OnDiagnosis(const std::string& target, const diagnosis::Verdict& verdict) {
  if (!MayWrite(transitions_, target)) return;
  const diagnosis::Diagnosis& root = verdict.diagnosis.root;
  const bool healthy = root.cause == Cause::kHealthy;
  (healthy ? log::Info : log::Warn)(verdict.sentence,
                                    {{"target", target},
                                     {"cause", std::string(Name(root.cause))},
                                     {"confidence", std::string(Name(root.confidence))}});
}

bool EventLog::IsNews(const std::string& what) {
  const std::lock_guard lock(mutex_);
  return logged_.insert(what).second;
}

void EventLog::OnRefused(const std::string& what) {
  if (IsNews(what)) log::Error(what);
}

void EventLog::OnException(const std::string& check, const std::string& what) {
  if (!IsNews(what)) return;
  log::Error("a probe threw an exception; this is a bug", {{"check", check}, {"what", what}});
}

void EventLog::OnCut(const std::string& name) {
  if (!IsNews("addresses of " + name)) return;
  log::Warn("a name has too many addresses; only some are probed",
            {{"host", name}, {"addresses", std::to_string(kMostAddressRows)}});
}

}  // namespace reach
