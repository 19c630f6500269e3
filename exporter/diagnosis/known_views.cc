#include "exporter/diagnosis/known_views.h"

#include <algorithm>
#include <cstdlib>

#include "exporter/host/local_destinations.h"
#include "exporter/host/process_age.h"

namespace reach::diagnosis {
namespace {

bool RunsHere(const host::HostReading& reading, const Subject& subject) {
  const auto in_view = [&](const Check& check) {
    return reading.Find(check.target, check.name()) != nullptr;
  };
  return std::any_of(subject.checks.begin(), subject.checks.end(), in_view) ||
         std::any_of(subject.inside.begin(), subject.inside.end(), in_view);
}

}  // namespace

bool KnownViews::IsHere(const Subject& subject) const {
  const auto reading = Host();
  return reading != nullptr && !HostIsElsewhere() && RunsHere(*reading, subject);
}

std::optional<host::PortListeners> KnownViews::Listeners(const Subject&, const Check& check) {
  const auto reading = Host();
  const host::ViewedPort* port =
      reading == nullptr ? nullptr : reading->Find(check.target, check.name());
  if (port == nullptr) return std::nullopt;
  return port->listeners;
}

std::vector<Destination> KnownViews::LocalDestinations(const Subject&, const Check& check) {
  const auto reading = Host();
  if (reading == nullptr || HostIsElsewhere()) return {};
  if (reading->Find(check.target, check.name()) == nullptr) return {};
  return host::LocalDestinations(check, reading->own);
}

std::unique_ptr<host::Window> KnownViews::OpenWindow(const Subject& subject) {
  return IsHere(subject) && HasVantages() ? std::make_unique<host::Window>(io_) : nullptr;
}

std::optional<wan::WanStatus> KnownViews::Wan(const Subject&) {
  const auto view = WanView();
  if (view == nullptr || !view->addresses) return std::nullopt;
  return view->status;
}

std::optional<wan::DdnsStatus> KnownViews::Ddns(const Subject& subject) {
  const auto view = WanView();
  if (view == nullptr) return std::nullopt;
  for (const wan::DdnsStatus& name : view->ddns) {
    const auto& targets = name.targets;
    const bool named = std::find(targets.begin(), targets.end(), subject.target) != targets.end();
    if (named || name.hostname == subject.host) return name;
  }
  return std::nullopt;
}

std::optional<wan::PortMapping> KnownViews::Mapping(const Subject&, const Check& check) {
  const auto view = WanView();
  if (view == nullptr) return std::nullopt;
  for (const wan::PortMapping& mapping : view->mappings) {
    if (mapping.external_port == check.port &&
        mapping.transport == check.policy->module->transport) {
      return mapping;
    }
  }
  return std::nullopt;
}

std::optional<Duration> KnownViews::ProcessAge(const Subject& subject) {
  if (!IsHere(subject)) return std::nullopt;
  for (const std::vector<Check>* const checks : {&subject.inside, &subject.checks}) {
    for (const Check& check : *checks) {
      const std::string name = ProcessOf(check.policy->profile);
      if (!name.empty()) return host::ProcessAge(name);
    }
  }
  return std::nullopt;
}

std::vector<Check> KnownViews::Outbound(const Subject& subject) {
  return IsHere(subject) ? OutboundChecks() : std::vector<Check>();
}

bool KnownViews::Kubernetes() { return std::getenv("KUBERNETES_SERVICE_HOST") != nullptr; }

}  // namespace reach::diagnosis
