#include "exporter/metrics/check_families.h"

#include "exporter/metrics/check_samples.h"

namespace reach::metrics {
namespace {

constexpr CheckFamily kFamilies[] = {
    {{"reach_port_state", Type::kGauge,
      "State of the port after the last result: 1 for the one of open, refused, filtered, silent, "
      "unreachable, error and unknown that holds, 0 for the others."},
     Modes::kFull,
     7,
     PortState},
    {{"reach_port_state_code", Type::kGauge,
      "State of the port after the last result as a number: 0 open, 1 refused, 2 filtered, "
      "3 silent, 4 unreachable, 5 error, 6 unknown."},
     Modes::kLean,
     1,
     PortStateCode},
    {{"reach_probe_success", Type::kGauge,
      "1 if the last result was as expected, 0 if not. Absent while the state is error or "
      "unknown."},
     Modes::kBoth,
     1,
     ProbeSuccess},
    {{"reach_probes_total", Type::kCounter,
      "Results that say something about the target, after confirmation."},
     Modes::kBoth,
     1,
     Counter<&Row::probes>},
    {{"reach_probe_failures_total", Type::kCounter,
      "Results that were not as expected, after confirmation."},
     Modes::kBoth,
     1,
     Counter<&Row::failures>},
    {{"reach_refusals_total", Type::kCounter,
      "Results in state refused, after confirmation: TCP RST or ICMP port unreachable."},
     Modes::kBoth,
     1,
     Counter<&Row::refusals>},
    {{"reach_attempts_total", Type::kCounter,
      "Attempts on the wire, those that confirm a result included."},
     Modes::kFull,
     1,
     Counter<&Row::attempts>},
    {{"reach_unconfirmed_total", Type::kCounter,
      "Failures that a second try did not see; the state stayed as it was."},
     Modes::kFull,
     1,
     Counter<&Row::unconfirmed>},
    {{"reach_rtt_seconds", Type::kGauge,
      "Round-trip time of the last open result in seconds. Absent when none was measured and while "
      "the port is not open."},
     Modes::kFull,
     1,
     Rtt},
    {{"reach_probe_rtt_seconds", Type::kSummary,
      "Round-trip times of all open results in seconds: their sum and their number."},
     Modes::kBoth,
     2,
     ProbeRtt},
    {{"reach_probe_duration_seconds", Type::kGauge,
      "How long the last attempt took in seconds, name lookup excluded. Absent before the first."},
     Modes::kFull,
     1,
     ProbeDuration},
    {{"reach_last_probe_timestamp_seconds", Type::kGauge,
      "Unix time of the last result in seconds, whatever it said. Absent before the first."},
     Modes::kBoth,
     1,
     Timestamp<&Row::last_probe>},
    {{"reach_state_changed_timestamp_seconds", Type::kGauge,
      "Unix time of the last change of state in seconds. Absent before the first result."},
     Modes::kFull,
     1,
     StateChanged},
    {{"reach_down_since_timestamp_seconds", Type::kGauge,
      "Unix time in seconds at which the current stretch of not expected results began. Absent "
      "while results are as expected."},
     Modes::kFull,
     1,
     Timestamp<&Row::down_since>},
    {{"reach_page_after_seconds", Type::kGauge,
      "How long results may be not as expected before somebody is paged, in seconds, as "
      "configured."},
     Modes::kFull,
     1,
     Setting<&CheckPolicy::page_after>},
    {{"reach_probe_interval_seconds", Type::kGauge,
      "Time between two probes in seconds, as configured."},
     Modes::kFull,
     1,
     Setting<&CheckPolicy::interval>},
    {{"reach_check_info", Type::kInfo,
      "How the check is made: its module, role, the path it sees the target by, and its profile."},
     Modes::kFull,
     1,
     CheckInfo},
    {{"reach_failure_info", Type::kGauge,
      "Why the last result was not a success, and who sent the ICMP error if one came: target, "
      "gateway, self or other. Absent otherwise."},
     Modes::kFull,
     1,
     FailureInfo},
    {{"reach_diagnosis", Type::kGauge,
      "Why the check is as it is, healthy and undecided included: 1 the cause is possible, 2 "
      "likely, 3 proved."},
     Modes::kFull,
     1,
     DiagnosisOf},
    {{"reach_syn_retransmits_total", Type::kCounter,
      "SYN packets that were sent again for want of an answer. TCP checks only."},
     Modes::kFull,
     1,
     Counter<&Row::syn_retransmits>,
     Transport::kTcp},
    {{"reach_icmp_sent_total", Type::kCounter,
      "ICMP echo requests that were sent. ICMP checks only."},
     Modes::kFull,
     1,
     Counter<&Row::echoes_sent>,
     Transport::kIcmp},
    {{"reach_icmp_received_total", Type::kCounter,
      "ICMP echo requests that were answered, each counted once. ICMP checks only."},
     Modes::kFull,
     1,
     Counter<&Row::echoes_received>,
     Transport::kIcmp},
};

}  // namespace

std::span<const CheckFamily> CheckFamilies() { return kFamilies; }

bool AppliesTo(const CheckFamily& family, const Check& check) {
  return !family.only || *family.only == check.policy->module->transport;
}

bool IsIn(const CheckFamily& family, config::MetricsMode mode) {
  if (family.modes == Modes::kBoth) return true;
  return (family.modes == Modes::kLean) == (mode == config::MetricsMode::kLean);
}

}  // namespace reach::metrics
