#include "exporter/discovery/collector.h"

#include <algorithm>
#include <utility>

#include "exporter/config/blueprint.h"
#include "exporter/config/discovered.h"

namespace reach {
namespace {

// After a change of a folder: editors rename the old file away before they write the new one.
constexpr Duration kSettle = std::chrono::milliseconds(200);

}  // namespace

Collector::~Collector() {
  for (const auto& source : sources_) EndFetch(*source);
}

void Collector::Use(std::shared_ptr<const config::Config> config) {
  const auto before_config = std::exchange(config_, std::move(config));  // outlives its sources
  auto before = std::exchange(sources_, {});
  for (const auto& source : before) EndFetch(*source);
  changed_ = config_->blueprint != nullptr;
  if (!changed_) return;
  for (const config::TargetSource& spec : config_->blueprint->sources()) {
    const auto same = std::find_if(before.begin(), before.end(), [&](const auto& source) {
      return source != nullptr && source->IsSame(spec);
    });
    if (same == before.end()) {
      sources_.push_back(std::make_unique<Source>(spec));
    } else {
      sources_.push_back(std::move(*same));
      sources_.back()->Adopt(spec);
    }
    sources_.back()->due = TimePoint::min();
  }
}

std::shared_ptr<const config::Config> Collector::Turn() {
  const TimePoint now = Clock::now();
  for (const auto& source : sources_) {
    if (source->due > now) continue;
    if (source->files) {
      LookAtFiles(*source, now);
    } else {
      Ask(*source, now);
    }
  }
  Land();
  return std::exchange(changed_, false) ? Merge() : nullptr;
}

void Collector::LookAtFiles(Source& source, TimePoint now) {
  // Watched before they are read: a change in between is then seen.
  const auto watch = [&] {
    if (!watch_) return;
    for (const std::string& folder : source.files->folders()) folders_.Add(folder);
  };
  watch();
  changed_ |= source.Take(source.files->Look(), now, report_);
  watch();
}

void Collector::Ask(Source& source, TimePoint now) {
  source.due = TimePoint::max();  // until the answer
  source.fetch = std::make_unique<HttpFetch>(source.spec());
  if (source.fetch->problem().empty()) {
    transfers_.Add(*source.fetch);
  } else {
    source.Take({source.lists(), source.fetch->problem(), ""}, now, report_);
    source.fetch.reset();
  }
}

void Collector::Land() {
  for (const auto& landed : transfers_.Advance()) {
    const auto& [fetch, result] = landed;
    const auto found = std::find_if(sources_.begin(), sources_.end(), [&](const auto& source) {
      return source->fetch.get() == landed.first;
    });
    Source& source = **found;
    config::TargetListPtr list;
    Load load;
    load.problem = fetch->Finish(result, list);
    load.lists = list ? std::vector{list} : source.lists();
    EndFetch(source);
    changed_ |= source.Take(std::move(load), Clock::now(), report_);
  }
}

void Collector::EndFetch(Source& source) {
  if (!source.fetch) return;
  transfers_.Remove(*source.fetch);
  source.fetch.reset();
}

std::shared_ptr<const config::Config> Collector::Merge() {
  std::vector<config::SourceLists> lists;
  for (const auto& source : sources_) lists.push_back({&source->spec(), source->lists()});
  config::Merged merged = config::MergeDiscovered(*config_, lists);
  std::set<std::string> warnings;
  for (const std::string& warning : merged.warnings) {
    if (!warnings_.contains(warning)) report_({true, warning, ""});
    warnings.insert(warning);
  }
  warnings_ = std::move(warnings);
  auto whole = std::make_shared<config::Config>(*config_);
  whole->checks = std::move(merged.checks);
  return whole;
}

void Collector::Wait() {
  TimePoint next = TimePoint::max();
  for (const auto& source : sources_) next = std::min(next, source->due);
  const TimePoint now = Clock::now();
  const Duration longest = next == TimePoint::max() ? Duration(std::chrono::hours(1)) : next - now;
  transfers_.Wait(watch_ ? folders_.fd() : -1, longest);
  if (!folders_.Drain()) return;
  const TimePoint soon = Clock::now() + kSettle;
  for (const auto& source : sources_) {
    if (source->files) source->due = std::min(source->due, soon);
  }
}

std::vector<SourceStatus> Collector::status() const {
  std::vector<SourceStatus> all;
  for (const auto& source : sources_) all.push_back(source->status());
  return all;
}

}  // namespace reach
