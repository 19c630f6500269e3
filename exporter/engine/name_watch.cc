#include "exporter/engine/name_watch.h"

#include <algorithm>
#include <asio/post.hpp>

namespace reach {
namespace {

// The shards' own lookups shall find room at the resolver beside these.
constexpr std::size_t kMostInFlight = 32;

// Answers come one by one after a start: their rows come together.
constexpr Duration kSettle = std::chrono::milliseconds(100);
constexpr Duration kPause = std::chrono::seconds(1);

bool IsFollowed(const Check& check) {
  return check.resolve == Resolve::kAll && !Address::Parse(check.host);
}

NameKey KeyOf(const Check& check) { return {NormalName(check.host), check.family}; }

}  // namespace

std::vector<Check> WithRows(const std::vector<Check>& checks, const AddressesOf& addresses) {
  std::vector<Check> rows;
  rows.reserve(checks.size());
  for (const Check& check : checks) {
    if (!IsFollowed(check)) {
      rows.push_back(check);
      // An address as host has the label too, as the names beside it do.
      if (check.resolve == Resolve::kAll) rows.back().set_address(*Address::Parse(check.host));
      continue;
    }
    for (const Address& address : addresses(KeyOf(check))) {
      rows.push_back(check);
      rows.back().set_address(address);
    }
  }
  return rows;
}

NameWatch::NameWatch(asio::io_context& control, NameLookup lookup, OnChange on_change, OnCut on_cut)
    : control_(control),
      lookup_(std::move(lookup)),
      on_change_(std::move(on_change)),
      on_cut_(std::move(on_cut)),
      timer_(control),
      self_(std::make_shared<NameWatch*>(this)) {}

void NameWatch::Follow(std::shared_ptr<const config::Config> config) {
  config_ = std::move(config);
  auto before = std::exchange(names_, {});
  due_.clear();
  for (const Check& check : config_->checks) {
    if (!IsFollowed(check)) continue;
    const NameKey key = KeyOf(check);
    const auto known = before.find(key);
    const auto [entry, is_new] = names_.try_emplace(key);
    if (is_new && known != before.end()) entry->second = std::move(known->second);
    if (is_new && !entry->second.asking) Queue(*entry);
  }
  Publish();
  if (names_.empty()) config_.reset();  // the engine has the checks: they are not kept twice
  Turn();
}

void NameWatch::Stop() {
  stopped_ = true;
  timer_.cancel();
}

void NameWatch::Turn() {
  if (stopped_) return;
  const TimePoint now = Clock::now();
  while (!due_.empty() && due_.begin()->first <= now && in_flight_ < kMostInFlight) {
    const NameKey key = due_.begin()->second;
    due_.erase(due_.begin());
    LookAt(*names_.find(key));
  }
  if (publish_at_ && *publish_at_ <= now) Publish();
  Arm();
}

void NameWatch::Arm() {
  TimePoint next = publish_at_.value_or(TimePoint::max());
  if (!due_.empty() && in_flight_ < kMostInFlight) next = std::min(next, due_.begin()->first);
  if (next == TimePoint::max()) return;
  timer_.expires_at(next);
  timer_.async_wait([this](asio::error_code error) {
    if (!error) Turn();
  });
}

void NameWatch::LookAt(Entry& entry) {
  const TimePoint now = Clock::now();
  Update(entry, WithoutExpired(entry.second.addresses, now));
  if (entry.second.expires > now) return Queue(entry);
  entry.second.asking = true;
  ++in_flight_;
  Ask(entry.first, entry.first.family == Family::kAny ? Family::kIp4 : entry.first.family);
}

void NameWatch::Ask(const NameKey& key, Family family) {
  // As in Names: the answer may come after this has ended.
  lookup_(
      key.name, family,
      [&control = control_, key, family, self = std::weak_ptr(self_)](const NameAnswer& answer) {
        asio::post(control, [key, family, self, answer] {
          if (const auto alive = self.lock()) (*alive)->Answered(key, family, answer);
        });
      });
}

// With kAny the name's first family counts, as for a check with one address.
void NameWatch::Answered(const NameKey& key, Family family, const NameAnswer& answer) {
  if (stopped_) return;
  const bool none = answer.failure == DnsAnswer::kNoData;
  if (key.family == Family::kAny && family == Family::kIp4 && none) return Ask(key, Family::kIp6);
  --in_flight_;
  const auto entry = names_.find(key);
  if (entry != names_.end()) {  // else a reload took it away
    entry->second.asking = false;
    entry->second.expires = answer.expires;
    Update(*entry, AfterAnswer(entry->second.addresses, answer, Clock::now()));
    Queue(*entry);
  }
  Turn();
}

void NameWatch::Update(Entry& entry, NameAddresses addresses) {
  auto& [key, followed] = entry;
  const bool same = RowsOf(addresses) == RowsOf(followed.addresses);
  followed.addresses = std::move(addresses);
  if (!same && !publish_at_) publish_at_ = std::max(Clock::now() + kSettle, published_ + kPause);
  if (!followed.addresses.cut || std::exchange(followed.cut_reported, true)) return;
  if (on_cut_) on_cut_(key.name);
}

void NameWatch::Queue(Entry& entry) {
  auto& [key, followed] = entry;
  due_.erase({followed.due, key});
  followed.due = std::min(followed.expires, NextExpiry(followed.addresses));
  due_.emplace(followed.due, key);
}

void NameWatch::Publish() {
  publish_at_.reset();
  published_ = Clock::now();
  const auto& checks = config_->checks;
  const bool all = std::any_of(checks.begin(), checks.end(),
                               [](const Check& check) { return check.resolve == Resolve::kAll; });
  if (!all) return on_change_(*config_);
  config::Config rows = *config_;
  rows.checks = WithRows(checks, [this](const NameKey& key) {
    const auto found = names_.find(key);
    return found == names_.end() ? std::vector<Address>() : RowsOf(found->second.addresses);
  });
  on_change_(rows);
}

}  // namespace reach
