#include <spdlog/fmt/fmt.h>

#include <algorithm>

#include "exporter/cli/diagnose_report.h"
#include "exporter/diagnosis/words.h"

namespace reach::cli {
namespace {

using diagnosis::Diagnosis;
using diagnosis::PortEvidence;
using diagnosis::Sighting;

std::string Milliseconds(Duration duration) {
  return fmt::format("{:.3g} ms", Seconds(duration) * 1000);
}

// "by 5.1.1.1, the target itself; at hop 3 of 4".
std::string WhoText(const Sighting& seen) {
  std::string text;
  if (seen.icmp) {
    text = "said by " + ToString(seen.icmp->sender);
    if (seen.icmp->offender == Offender::kTarget) text += ", the target itself";
    if (seen.icmp->offender == Offender::kGateway) text += ", a gateway of this host";
    if (seen.icmp->offender == Offender::kSelf) text += ", this host itself";
  }
  if (!seen.trace) return text;
  const Trace& trace = *seen.trace;
  if (!text.empty()) text += "; ";
  if (trace.answered_at != 0) {
    text += fmt::format("answered at hop {}", trace.answered_at);
  } else if (trace.last_router != 0) {
    text += fmt::format("nobody answers behind hop {} ({})", trace.last_router,
                        ToString(trace.last_address));
  } else {
    text += "no hop answers";
  }
  if (trace.host_distance != 0) text += fmt::format("; the host is at hop {}", trace.host_distance);
  return text;
}

void AppendSighting(std::string& text, const Sighting& seen) {
  const std::string from =
      seen.vantage == "local" ? std::string(diagnosis::Words(seen.view)) : "from " + seen.vantage;
  text += fmt::format("    {} {}: {} ({})", from,
                      seen.address ? ToString(seen.address) : std::string("without an address"),
                      Name(StateOf(seen.reason)), Name(seen.reason));
  if (seen.rtt) text += ", " + Milliseconds(*seen.rtt);
  if (seen.attempts > 1) {
    text += fmt::format(", {} of {} answered", seen.answered, seen.attempts);
  }
  const std::string who = WhoText(seen);
  if (!who.empty()) text += "; " + who;
  text += "\n";
}

void AppendList(std::string& text, std::string_view title, const std::vector<std::string>& lines) {
  if (lines.empty()) return;
  text.append(title) += ":\n";
  for (const std::string& line : lines) text += "  - " + line + "\n";
}

std::string Joined(const std::vector<Cause>& causes) {
  std::string text;
  for (const Cause cause : causes) {
    if (!text.empty()) text += ", ";
    text += Name(cause);
  }
  return text;
}

}  // namespace

std::string ToText(const DiagnoseReport& report) {
  const Diagnosis& root = report.diagnosis.root;
  std::string text = report.evidence.target;
  if (report.evidence.host != report.evidence.target) text += " (" + report.evidence.host + ")";
  text += "\n";
  for (std::size_t i = 0; i < report.evidence.ports.size(); ++i) {
    const PortEvidence& port = report.evidence.ports[i];
    const Diagnosis& own = report.diagnosis.checks[i];
    text += fmt::format("  {} {}/{}: {} ({})\n", port.check, port.port, Name(port.transport),
                        Name(own.cause), Name(own.confidence));
    for (const Sighting& seen : port.sightings) AppendSighting(text, seen);
  }
  text += fmt::format("\nCause: {} ({})\n  {}\n", Name(root.cause), Name(root.confidence),
                      report.summary.sentence);
  if (!root.candidates.empty()) {
    text += fmt::format("  It can {}be: {}\n", root.cause == Cause::kUndecided ? "" : "also ",
                        Joined(root.candidates));
  }
  if (!root.settle.empty()) text += "  " + root.settle + "\n";
  AppendList(text, "Evidence", root.evidence);
  AppendList(text, "What to do", report.summary.remedy);
  AppendList(text, "Not seen from here", report.summary.blind);
  return text;
}

}  // namespace reach::cli
