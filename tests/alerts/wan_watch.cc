#include "tests/alerts/wan_watch.h"

#include <algorithm>
#include <utility>

#include "exporter/wan/consensus.h"
#include "exporter/wan/ddns_state.h"

namespace reach::replay {
namespace {

constexpr Duration kSecondRound = std::chrono::seconds(15);  // as in wan/station.cc
constexpr Duration kTtl = std::chrono::seconds(60);          // of a DDNS name, as DuckDNS has it

// Three sources of two operators and kinds, as by default; none of them while we are cut off.
std::vector<wan::Answer> Ask(const World& world) {
  if (!world.Answers(Scope::kInternet) || !world.wan()) return {};
  return {{config::WanKind::kStun, "one", world.wan()},
          {config::WanKind::kStun, "two", world.wan()},
          {config::WanKind::kDns, "three", world.wan()}};
}

}  // namespace

WanWatch::WanWatch(Timeline& time, const World& world, std::shared_ptr<const config::Config> config,
                   wan::Record record)
    : time_(time), world_(world), config_(std::move(config)), record_(std::move(record)) {
  now_.addresses = config_->wan.enabled.value_or(false);
  now_.status.ip4 = wan::StatusOf(record_.ip4, {});
  for (const config::Ddns& name : config_->ddns) {
    wan::DdnsStatus& status = now_.ddns.emplace_back();
    status.hostname = name.hostname;
    status.provider = name.provider;
    status.targets = name.targets;
  }
}

void WanWatch::Start() {
  if (now_.addresses || !now_.ddns.empty()) Round();
}

void WanWatch::Round() {
  if (now_.addresses) {
    const wan::Verdict verdict = wan::Vote(Ask(world_));
    wan::Commit(record_.ip4, verdict, time_.wall());
    now_.status.ip4 = wan::StatusOf(record_.ip4, verdict);
  }
  for (std::size_t i = 0; i < now_.ddns.size(); ++i) LookAt(config_->ddns[i], now_.ddns[i]);
  now_.shown_ip4 = now_.status.ip4.address ? ToString(now_.status.ip4.address) : "";
  ++now_.rounds;
  view_ = std::make_shared<const wan::View>(now_);
  const Duration interval = config_->wan.interval;
  const bool undecided = wan::IsUndecided(record_.ip4);
  time_.After(undecided ? std::min(interval, kSecondRound) : interval, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->Round();
  });
}

// The name as its authority has it, and the same for everybody else: its TTL is shorter than the
// time between two rounds.
void WanWatch::LookAt(const config::Ddns& name, wan::DdnsStatus& status) {
  wan::NameSeen seen;
  seen.answered = world_.Answers(Scope::kInternet);
  if (seen.answered) seen.addresses = {world_.Resolve(name.hostname)};
  seen.ttl = kTtl;
  wan::DdnsEvidence evidence;
  evidence.authorities = {seen};
  evidence.recursive = seen;
  evidence.wan4 = now_.status.ip4.address;
  evidence.settled = !wan::IsUndecided(record_.ip4) && !record_.ip4.multi_homed;
  const auto known = record_.wrong_since.find(name.hostname);
  const auto before =
      known == record_.wrong_since.end() ? std::nullopt : std::optional(known->second);
  const wan::DdnsVerdict verdict =
      wan::Judge(evidence, {name.updater_period}, before, time_.wall());
  status.state = verdict.state;
  status.authoritative = seen.addresses;
  status.recursive = seen.addresses;
  status.remaining_ttl = kTtl;
  status.stale_since.reset();
  if (verdict.state == wan::DdnsState::kStale) status.stale_since = verdict.wrong_since;
  record_.wrong_since.erase(name.hostname);
  if (verdict.wrong_since) record_.wrong_since[name.hostname] = *verdict.wrong_since;
}

}  // namespace reach::replay
