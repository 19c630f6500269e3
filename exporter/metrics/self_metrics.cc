#include "exporter/metrics/self_metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include "exporter/core/text.h"
#include "exporter/version.h"

namespace reach::metrics {
namespace {

void AddGauge(prometheus::Registry& registry, const char* name, const char* help, double value,
              const prometheus::Labels& labels = {}) {
  prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add(labels).Set(value);
}

void AddCounter(prometheus::Registry& registry, const char* name, const char* help, double value) {
  prometheus::BuildCounter().Name(name).Help(help).Register(registry).Add({}).Increment(value);
}

ShardStats Sum(const Snapshot& snapshot) {
  ShardStats sum;
  for (const ShardSnapshot& shard : snapshot.shards) {
    for (std::size_t i = 0; i < sum.lag_buckets.size(); ++i) {
      sum.lag_buckets[i] += shard.stats.lag_buckets[i];
    }
    sum.lag_sum += shard.stats.lag_sum;
    sum.skipped += shard.stats.skipped;
    sum.in_flight += shard.stats.in_flight;
    sum.waiting += shard.stats.waiting;
  }
  return sum;
}

double UnixSeconds(std::chrono::system_clock::time_point time) {
  using Milliseconds = std::chrono::duration<double, std::milli>;
  const auto whole = std::chrono::round<std::chrono::milliseconds>(time.time_since_epoch());
  return Milliseconds(whole).count() / 1000;
}

void AddExporter(prometheus::Registry& registry, const ReloadStatus& reload) {
  AddGauge(registry, "reach_exporter_build_info",
           "1, with the version, the revision and the compiler that this binary was built from.", 1,
           {{"version", kVersion}, {"revision", kRevision}, {"compiler", kCompiler}});
  AddGauge(registry, "reach_exporter_config_last_reload_successful",
           "1 if the last attempt to load the configuration succeeded, 0 if the old one is kept.",
           reload.successful ? 1 : 0);
  if (reload.success == std::chrono::system_clock::time_point()) return;
  AddGauge(registry, "reach_exporter_config_last_reload_success_timestamp_seconds",
           "Unix time of the last successful load of the configuration in seconds.",
           UnixSeconds(reload.success));
}

// Without labels of their own: an alert compares them between exporters.
void AddShard(prometheus::Registry& registry, const config::OwnShard& shard) {
  AddGauge(registry, "reach_exporter_shard_ordinal",
           "Which of the shards this exporter is, from 0; 0 where there is one.", shard.index);
  AddGauge(registry, "reach_exporter_total_shards",
           "Exporters that divide the checks of the configuration among themselves; 1 for none.",
           shard.total);
}

void AddSources(prometheus::Registry& registry, const std::vector<SourceStatus>& sources) {
  for (const SourceStatus& status : sources) {
    const prometheus::Labels labels = {{"source", CleanText(status.source)}};
    AddGauge(registry, "reach_exporter_target_file_last_load_successful",
             "1 if the last attempt to load the targets of this source succeeded, 0 if the last "
             "good list is kept.",
             status.successful ? 1 : 0, labels);
    AddGauge(registry, "reach_exporter_target_file_targets",
             "Targets in the list of this source, before any is left out.",
             static_cast<double>(status.targets), labels);
    if (status.success == std::chrono::system_clock::time_point()) continue;
    AddGauge(registry, "reach_exporter_target_file_last_load_success_timestamp_seconds",
             "Unix time of the last successful load of this source in seconds.",
             UnixSeconds(status.success), labels);
  }
}

void AddScheduler(prometheus::Registry& registry, const Snapshot& snapshot) {
  const ShardStats stats = Sum(snapshot);
  std::size_t checks = 0;
  for (const ShardSnapshot& shard : snapshot.shards) checks += shard.rows.size();
  AddGauge(registry, "reach_exporter_checks", "Checks that are scheduled.",
           static_cast<double>(checks));
  AddGauge(registry, "reach_exporter_probes_in_flight", "Attempts that run at this moment.",
           static_cast<double>(stats.in_flight));
  AddGauge(registry, "reach_exporter_probes_waiting",
           "Probes that are due and held back by a limit.", static_cast<double>(stats.waiting));
  AddCounter(registry, "reach_exporter_probes_skipped_total",
             "Ticks left out because the check was still busy or the scheduler was too late.",
             static_cast<double>(stats.skipped));
  const std::vector<double> bounds(kLagBounds.begin(), kLagBounds.end());
  const std::vector<double> counts(stats.lag_buckets.begin(), stats.lag_buckets.end());
  prometheus::BuildHistogram()
      .Name("reach_exporter_scheduler_lag_seconds")
      .Help("How much later than due a probe was started, in seconds.")
      .Register(registry)
      .Add({}, bounds)
      .ObserveMultiple(counts, stats.lag_sum);
}

// Absent while it is not known: a gateway that keeps silent is no evidence.
void AddOnline(prometheus::Registry& registry, const OnlineStatuses& statuses) {
  for (const Scope scope : kAllScopes) {
    const Online online = statuses[static_cast<std::size_t>(scope)].online;
    if (online == Online::kUnknown) continue;
    AddGauge(
        registry, "reach_prober_online",
        "1 if the control targets of the scope answer, 0 if the exporter's own network is down.",
        online == Online::kYes ? 1 : 0, {{"scope", std::string(Name(scope))}});
  }
}

void AddProcess(prometheus::Registry& registry, const ProcessStats& process) {
  AddCounter(registry, "process_cpu_seconds_total",
             "User and system CPU time of this process in seconds.", process.cpu_seconds);
  AddGauge(registry, "process_resident_memory_bytes", "Resident memory of this process in bytes.",
           static_cast<double>(process.resident_bytes));
  AddGauge(registry, "process_virtual_memory_bytes", "Virtual memory of this process in bytes.",
           static_cast<double>(process.virtual_bytes));
  AddGauge(registry, "process_open_fds", "File descriptors that this process has open.",
           static_cast<double>(process.open_fds));
  AddGauge(registry, "process_max_fds", "File descriptors that this process may have open.",
           static_cast<double>(process.max_fds));
  AddGauge(registry, "process_start_time_seconds", "Unix time of the process start in seconds.",
           process.start_time);
}

}  // namespace

std::vector<prometheus::MetricFamily> CollectSelf(const Snapshot& snapshot,
                                                  const ReloadStatus& reload,
                                                  const config::OwnShard& shard,
                                                  const std::optional<ProcessStats>& process) {
  prometheus::Registry registry;
  AddExporter(registry, reload);
  AddShard(registry, shard);
  AddOnline(registry, snapshot.online);
  AddSources(registry, reload.sources);
  AddScheduler(registry, snapshot);
  if (process) AddProcess(registry, *process);
  return registry.Collect();
}

}  // namespace reach::metrics
