#include "exporter/engine/online_watch.h"

#include <algorithm>
#include <asio/post.hpp>
#include <memory>
#include <utility>

#include "exporter/net/name.h"

namespace reach {

namespace {

bool LeavesThisMachine(const Check& check) {
  if (check.path) return *check.path != Path::kLocal;
  const auto literal = Address::Parse(check.host);
  return literal ? PathOf(*literal) != Path::kLocal : !IsLocalhost(NormalName(check.host));
}

}  // namespace

OnlineWatch::OnlineWatch(NameLookup lookup, const ControlScope::Changed& changed)
    : work_(io_.get_executor()),
      prober_(io_, std::move(lookup)),
      scopes_{ControlScope(io_, prober_, Scope::kLan, changed),
              ControlScope(io_, prober_, Scope::kInternet, changed)} {}

OnlineWatch::~OnlineWatch() { Stop(); }

void OnlineWatch::Start() {
  thread_ = std::thread([this] { io_.run(); });
}

// Active at once: a check that fails before the first round is over waits for its verdict.
void OnlineWatch::Apply(const config::Config& config) {
  const bool leaves = std::any_of(config.checks.begin(), config.checks.end(), LeavesThisMachine);
  for (const Scope scope : kAllScopes) {
    const auto index = static_cast<std::size_t>(scope);
    std::vector<config::Control> controls = config.controls[index];
    if (!leaves) std::erase_if(controls, [](const config::Control& c) { return c.gateway; });
    scopes_[index].SetActive(!controls.empty());
    asio::post(io_, [this, index, controls] { scopes_[index].Apply(controls); });
  }
}

void OnlineWatch::Stop() {
  asio::post(io_, [this] {
    prober_.Stop();
    for (ControlScope& scope : scopes_) scope.Stop();
    work_.reset();
  });
  if (thread_.joinable()) thread_.join();
}

OnlineStatuses OnlineWatch::statuses() const {
  OnlineStatuses result;
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = scopes_[i].status();
  return result;
}

bool OnlineWatch::IsOffline(Path path) const {
  for (const Scope scope : kAllScopes) {
    const OnlineStatus status = scopes_[static_cast<std::size_t>(scope)].status();
    if (Needs(path, scope) && status.online == Online::kNo) return true;
  }
  return false;
}

bool OnlineWatch::Ask(Path path, Duration fresh, std::function<void()> done) {
  if (IsOffline(path)) return false;
  const TimePoint now = Clock::now();
  std::vector<ControlScope*> asked;
  for (const Scope scope : kAllScopes) {
    ControlScope& controls = scopes_[static_cast<std::size_t>(scope)];
    if (Needs(path, scope) && controls.MustAsk(fresh, now)) asked.push_back(&controls);
  }
  if (asked.empty()) return false;
  asio::post(io_, [asked, done = std::move(done)] {
    const auto missing = std::make_shared<std::size_t>(asked.size());
    for (ControlScope* controls : asked) {
      controls->Ask([missing, done] {
        if (--*missing == 0) done();
      });
    }
  });
  return true;
}

}  // namespace reach
