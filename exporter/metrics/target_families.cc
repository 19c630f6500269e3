#include "exporter/metrics/target_families.h"

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "exporter/core/label_block.h"

namespace reach::metrics {
namespace {

using diagnosis::Verdicts;

constexpr std::array kHeads = {
    FamilyHead{"reach_target_diagnosis", Type::kGauge,
               "The one cause of the target, healthy and undecided included: 1 possible, 2 likely, "
               "3 proved."},
    FamilyHead{"reach_downtime_seconds_total", Type::kCounter,
               "Time that the target could not be reached, by its root cause, in seconds."},
    FamilyHead{"reach_outages_total", Type::kCounter,
               "Outages of the target, by the root cause that was found first."},
    FamilyHead{"reach_target_outages_total", Type::kCounter,
               "Outages of the target, whatever the cause; 0 from the first scrape on, so that "
               "increase() sees the first one."},
    FamilyHead{"reach_target_inside_info", Type::kInfo,
               "1, with the target of which this one is the inside, as `of` says."},
};
enum Head : std::uint8_t { kDiagnosis, kDowntime, kOutages, kAllOutages, kInside };

// What the rows alone say of each target.
using Wells = std::map<std::string_view, bool>;

Wells WellsOf(const Snapshot& snapshot) {
  Wells wells;
  for (const ShardSnapshot& shard : snapshot.shards) {
    for (std::size_t i = 0; i < shard.rows.size(); ++i) {
      const bool well = shard.rows[i].success == Success::kYes;
      const auto [entry, is_new] = wells.try_emplace((*shard.table)[i].check.target, well);
      entry->second = entry->second && well;
    }
  }
  return wells;
}

std::string LabelsOf(std::string_view target, Cause cause) {
  std::string labels;
  AppendLabel(labels, "target", target);
  AppendLabel(labels, "cause", Name(cause));
  return labels;
}

template <typename Value>
void RenderAccounts(const Verdicts& verdicts, Head head, Value value, Exposition& out) {
  out.Begin(kHeads[head]);
  for (const auto& [target, verdict] : verdicts) {
    for (const auto& [cause, account] : verdict->accounts) {
      out.Sample({LabelsOf(target, cause)}, value(account));
    }
  }
  out.End();
}

std::uint64_t OutagesOf(const Verdicts& verdicts, std::string_view target) {
  const auto found = verdicts.find(target);
  std::uint64_t outages = 0;
  if (found == verdicts.end()) return outages;
  for (const auto& [cause, account] : found->second->accounts) outages += account.outages;
  return outages;
}

}  // namespace

std::span<const FamilyHead> TargetFamilies() { return kHeads; }

void RenderTargets(const Snapshot& snapshot, const Verdicts& verdicts, Exposition& out) {
  const Wells wells = WellsOf(snapshot);
  out.Begin(kHeads[kDiagnosis]);
  for (const auto& [target, well] : wells) {
    const auto found = verdicts.find(target);
    Cause cause = well ? Cause::kHealthy : Cause::kUndecided;
    Confidence confidence = well ? Confidence::kLikely : Confidence::kPossible;
    if (found != verdicts.end()) {
      cause = found->second->diagnosis.root.cause;
      confidence = found->second->diagnosis.root.confidence;
    }
    out.Sample({LabelsOf(target, cause)}, static_cast<std::uint64_t>(confidence));
  }
  out.End();
  using diagnosis::Account;
  RenderAccounts(
      verdicts, kDowntime, [](const Account& account) { return Seconds(account.downtime); }, out);
  RenderAccounts(
      verdicts, kOutages, [](const Account& account) { return account.outages; }, out);
  out.Begin(kHeads[kAllOutages]);
  for (const auto& [target, well] : wells) {
    std::string labels;
    AppendLabel(labels, "target", target);
    out.Sample({labels}, OutagesOf(verdicts, target));
  }
  out.End();
}

void RenderInside(const std::map<std::string, std::string>& inside_of, Exposition& out) {
  out.Begin(kHeads[kInside]);
  for (const auto& [target, of] : inside_of) {
    std::string labels;
    AppendLabel(labels, "target", target);
    AppendLabel(labels, "of", of);
    out.Sample({labels}, std::uint64_t{1});
  }
  out.End();
}

}  // namespace reach::metrics
