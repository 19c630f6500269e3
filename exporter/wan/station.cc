#include "exporter/wan/station.h"

#include <algorithm>
#include <utility>

#include "exporter/net/local_network.h"
#include "exporter/net/nameserver.h"
#include "exporter/wan/gather.h"
#include "exporter/wan/nat.h"
#include "exporter/wan/random.h"
#include "exporter/wan/shown.h"

namespace reach::wan {
namespace {

// For one source, after its name was looked up.
constexpr Duration kPatience = std::chrono::seconds(5);
// A change that one round has seen is not to wait for a whole interval.
constexpr Duration kSecondRound = std::chrono::seconds(15);

std::vector<Nameserver> NameserversOf(const std::vector<std::string>& texts) {
  std::vector<Nameserver> servers;
  for (const std::string& text : texts) {
    if (const auto server = ParseNameserver(text)) servers.push_back(*server);
  }
  return servers;
}

// 0.9 to 1.1 times as long: many exporters must not ask in step.
Duration Jitter(Duration interval) {
  const std::string random = RandomBytes(1);
  const int share = 90 + static_cast<unsigned char>(random[0]) % 21;
  return interval / 100 * share;
}

// What the servers said, all but the state.
void Fill(const DdnsEvidence& evidence, const DdnsVerdict& verdict, DdnsStatus& status) {
  status.authoritative.clear();
  for (const NameSeen& server : evidence.authorities) {
    if (server.answered && status.authoritative.empty()) status.authoritative = server.addresses;
  }
  status.recursive = evidence.recursive.addresses;
  status.remaining_ttl.reset();
  if (!evidence.recursive.addresses.empty()) status.remaining_ttl = evidence.recursive.ttl;
  status.stale_since.reset();
  if (verdict.state == DdnsState::kStale) status.stale_since = verdict.wrong_since;
}

}  // namespace

Station::Station(WatchOptions options, Archive& archive, Publish publish, Tell tell)
    : options_(std::move(options)),
      archive_(archive),
      publish_(std::move(publish)),
      tell_(std::move(tell)),
      record_(archive_.Read()),
      names_(io_, NameserversOf(options_.nameservers), {}),
      helpers_(io_),
      router_view_(io_, helpers_, options_.ports, kPatience),
      survey_(io_, names_, helpers_, kPatience),
      name_view_(io_, names_, NameserversOf(options_.nameservers), kPatience),
      pause_(io_) {
  if (record_.key.empty()) record_.key = MakeKey();
  view_.status.ip4 = StatusOf(record_.ip4, {});
  view_.status.ip6 = StatusOf(record_.ip6, {});
  for (const config::Ddns& ddns : options_.ddns) {
    DdnsStatus& status = view_.ddns.emplace_back();
    status.hostname = ddns.hostname;
    status.provider = ddns.provider;
    status.targets = ddns.targets;
  }
  PublishView();
  asio::co_spawn(io_, Run(), [](const std::exception_ptr& error) {
    if (error) std::rethrow_exception(error);
  });
  thread_ = std::thread([this] { io_.run(); });
}

Station::~Station() {
  io_.stop();
  thread_.join();
  helpers_.Stop();
}

Task<void> Station::Run() {
  while (true) {
    const bool moved = co_await TakeRound();
    const bool led_elsewhere = co_await LookAtNames();
    if (moved || led_elsewhere) archive_.Write(record_);
    ++view_.rounds;
    PublishView();
    const Duration interval = options_.wan.interval;
    pause_.expires_after(IsUndecided() ? std::min(interval, kSecondRound) : Jitter(interval));
    co_await pause_.async_wait(kTuple);
  }
}

bool Station::IsUndecided() const {
  return wan::IsUndecided(record_.ip4) || wan::IsUndecided(record_.ip6);
}

// True: what is kept over a restart has changed.
Task<bool> Station::TakeRound() {
  if (!*options_.wan.enabled) co_return false;
  std::vector<Task<std::vector<Answer>>> surveys;
  surveys.push_back(survey_.Take(options_.wan.sources, Family::kIp4));
  surveys.push_back(survey_.Take(options_.wan.sources, Family::kIp6));
  std::vector<std::vector<Answer>> answers = co_await Gather(io_, std::move(surveys));
  co_await AskRouters(answers[0]);
  const bool changed4 = Judge(Family::kIp4, record_.ip4, answers[0]);
  const bool changed6 = Judge(Family::kIp6, record_.ip6, answers[1]);
  JudgeNat();
  co_return changed4 || changed6;
}

// The first source that says an address; without one, what the last one said.
Task<void> Station::AskRouters(std::vector<Answer>& answers) {
  router_ = {};
  for (const config::WanSource& source : options_.wan.sources) {
    if (source.kind != config::WanKind::kRouter || router_.external) continue;
    router_ = co_await router_view_.Read(source);
    if (router_.external) answers.push_back({source.kind, source.run_by, router_.external});
  }
}

bool Station::Judge(Family family, FamilyMemory& memory, const std::vector<Answer>& answers) {
  const FamilyMemory before = memory;
  const Verdict verdict = Vote(answers);
  const bool changed = Commit(memory, verdict, std::chrono::system_clock::now());
  (family == Family::kIp4 ? view_.status.ip4 : view_.status.ip6) = StatusOf(memory, verdict);
  if (memory.multi_homed && !before.multi_homed) {
    tell_({true,
           "the public address goes to and fro: several lines are in use",
           {{"family", std::string(Name(family))}, {"address", Shown(memory.address)}}});
  } else if (memory.changes > before.changes) {
    tell_({true,
           "the public address has changed",
           {{"family", std::string(Name(family))},
            {"from", Shown(before.address)},
            {"to", Shown(memory.address)}}});
  } else if (memory.address && !before.address) {
    tell_({false,
           "the public address is known",
           {{"family", std::string(Name(family))}, {"address", Shown(memory.address)}}});
  }
  return changed;
}

void Station::JudgeNat() {
  NatEvidence evidence;
  evidence.outside = view_.status.ip4.address;
  evidence.router = router_.external;
  evidence.mismatch = router_.mismatch;
  LocalNetwork network;
  evidence.ours =
      evidence.outside && network.PathTo(evidence.outside, Clock::now()) == Path::kLocal;
  const Nat before = view_.status.nat;
  const Nat now = KindOfNat(evidence);
  view_.status.nat = now;
  view_.status.router_external = router_.external;
  view_.mappings = router_.mappings;
  view_.as_expected = IsExpected(now, options_.wan.expected);
  if (now == before || now == Nat::kUnknown) return;
  tell_(
      {!view_.as_expected,
       "the address translation before the internet is known",
       {{"kind", std::string(Name(now))}, {"expected", std::string(Name(options_.wan.expected))}}});
}

Task<bool> Station::LookAtNames() {
  std::vector<Task<DdnsEvidence>> looks;
  for (const config::Ddns& ddns : options_.ddns) looks.push_back(name_view_.Look(ddns));
  std::vector<DdnsEvidence> evidence = co_await Gather(io_, std::move(looks));
  bool changed = false;
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    changed |= Judge(options_.ddns[i], std::move(evidence[i]), view_.ddns[i]);
  }
  co_return changed;
}

bool Station::Judge(const config::Ddns& ddns, DdnsEvidence evidence, DdnsStatus& status) {
  evidence.wan4 = view_.status.ip4.address;
  evidence.wan6 = view_.status.ip6.address;
  // On several lines any of their addresses is right, and nobody knows all of them.
  evidence.settled = !IsUndecided() && !record_.ip4.multi_homed;
  const auto known = record_.wrong_since.find(ddns.hostname);
  const auto before =
      known == record_.wrong_since.end() ? std::nullopt : std::optional(known->second);
  const DdnsVerdict verdict =
      wan::Judge(evidence, {ddns.updater_period}, before, std::chrono::system_clock::now());
  Fill(evidence, verdict, status);
  if (verdict.state != status.state) {
    const bool bad = verdict.state == DdnsState::kStale || verdict.state == DdnsState::kGone;
    tell_({bad,
           "the DDNS name is in another state",
           {{"hostname", ddns.hostname},
            {"from", std::string(Name(status.state))},
            {"to", std::string(Name(verdict.state))}}});
  }
  status.state = verdict.state;
  if (verdict.wrong_since == before) return false;
  record_.wrong_since.erase(ddns.hostname);
  if (verdict.wrong_since) record_.wrong_since[ddns.hostname] = *verdict.wrong_since;
  return true;
}

std::string Station::Shown(const Address& address) const {
  return options_.wan.hash ? HashOf(address, record_.key) : ToString(address);
}

void Station::PublishView() {
  view_.addresses = *options_.wan.enabled;
  view_.shown_ip4 = Shown(view_.status.ip4.address);
  view_.shown_ip6 = Shown(view_.status.ip6.address);
  publish_(std::make_shared<const View>(view_));
}

}  // namespace reach::wan
