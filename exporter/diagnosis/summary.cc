#include "exporter/diagnosis/summary.h"

#include <algorithm>
#include <utility>

#include "exporter/diagnosis/remedy.h"

namespace reach::diagnosis {
namespace {

// The one that the evidence of the root cause is about, else one that has the same cause.
const PortEvidence* PortOfRoot(const TargetEvidence& evidence, const TargetDiagnosis& diagnosis) {
  const PortEvidence* found = evidence.ports.empty() ? nullptr : &evidence.ports.front();
  bool same_cause = false;
  for (std::size_t i = 0; i < evidence.ports.size(); ++i) {
    if (diagnosis.checks[i].cause != diagnosis.root.cause) continue;
    if (diagnosis.checks[i].evidence == diagnosis.root.evidence) return &evidence.ports[i];
    if (!std::exchange(same_cause, true)) found = &evidence.ports[i];
  }
  return found;
}

std::string_view Title(Platform platform) {
  switch (platform) {
    case Platform::kAny:
      return "";
    case Platform::kLinux:
      return "Linux: ";
    case Platform::kWindows:
      return "Windows: ";
    case Platform::kDocker:
      return "Docker: ";
    case Platform::kKubernetes:
      return "Kubernetes: ";
    case Platform::kRouter:
      return "Router: ";
  }
  return "";
}

bool SeenFrom(const TargetEvidence& evidence, View view) {
  return std::any_of(evidence.ports.begin(), evidence.ports.end(), [&](const PortEvidence& port) {
    return std::any_of(port.sightings.begin(), port.sightings.end(),
                       [&](const Sighting& seen) { return seen.view == view; });
  });
}

bool HasHostView(const TargetEvidence& evidence) {
  return std::any_of(evidence.ports.begin(), evidence.ports.end(),
                     [](const PortEvidence& port) { return port.listeners.has_value(); });
}

// The command for somebody elsewhere: by the public name, if that is what is known here.
std::string CommandElsewhere(const TargetEvidence& evidence) {
  const auto literal = Address::Parse(evidence.host);
  const bool is_public =
      literal ? PathOf(*literal) == Path::kInternet : evidence.host.find('.') != std::string::npos;
  return "reach_exporter diagnose " + (is_public ? evidence.host : "YOUR-PUBLIC-NAME") +
         " --profile " + (evidence.profile.empty() ? "rust" : evidence.profile);
}

std::vector<std::string> BlindSpots(const TargetEvidence& evidence) {
  std::vector<std::string> blind;
  if (!SeenFrom(evidence, View::kOutside)) {
    blind.push_back(
        "Nothing was seen from the internet, so nothing is said about the way from there. On a "
        "machine elsewhere run: reach_exporter vantage; or ask a friend for: " +
        CommandElsewhere(evidence));
  }
  if (!HasHostView(evidence)) {
    blind.push_back(
        "Nobody looked inside the server. On it run the same command, or paste what it listens on: "
        "\"netstat -ano\" (Windows) or \"ss -lntu\" (Linux), with --listeners -");
  }
  return blind;
}

}  // namespace

Summary SummaryOf(const TargetEvidence& evidence, const TargetDiagnosis& diagnosis) {
  Summary summary;
  const PortEvidence* const port = PortOfRoot(evidence, diagnosis);
  const Blanks blanks = BlanksOf(evidence, port != nullptr ? *port : PortEvidence());
  const Cause cause = diagnosis.root.cause;
  summary.sentence = Sentence(cause, blanks);
  for (const RenderedRemedy& remedy : Render(cause, blanks)) {
    summary.remedy.push_back(std::string(Title(remedy.platform)) + remedy.text);
  }
  if (cause != Cause::kHealthy) summary.blind = BlindSpots(evidence);
  return summary;
}

std::string_view Name(View view) {
  switch (view) {
    case View::kLoopback:
      return "loopback";
    case View::kOwnAddress:
      return "own_address";
    case View::kLan:
      return "lan";
    case View::kHairpin:
      return "hairpin";
    case View::kOutside:
      return "outside";
  }
  return "outside";
}

}  // namespace reach::diagnosis
